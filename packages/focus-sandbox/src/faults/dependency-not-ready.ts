import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'RabbitMQ does not become Ready',
  kind: 'program',
  caughtBy: ['@id:clean-startup', '@id:clean-restart'],
};

export const behavior: FaultBehavior = { pods: { unreachableDependency: 'rabbitmq' } };
