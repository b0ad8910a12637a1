// How a job has to be refused that a disruption keeps from being created.
import { nameWords, type RefusalDemand } from '../focus-server/catalogue';

/** A quota leaves no room for it. */
export const quotaRefusal: RefusalDemand = {
  statuses: [429, 503],
  field: nameWords('that capacity or a quota is used up', /capacity|quota/i),
};

/** The cluster fails while it is created. */
export const brokenClusterRefusal: RefusalDemand = {
  statuses: [502, 503, 504],
  field: nameWords(
    'that the job could not be started in the cluster',
    /kubernetes|cluster|could not be (started|created)|unavailable/i,
  ),
};
