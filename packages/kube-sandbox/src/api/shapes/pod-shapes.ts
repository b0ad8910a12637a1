// Shapes of pods and of the templates they are made from.
import { z } from 'zod';
import { flag, integer, intOrString, metadata, optional, quantities, text, textMap, texts } from './field-shapes';

const handler = {
  exec: optional(z.looseObject({ command: texts })),
  httpGet: optional(z.looseObject({ path: text, port: intOrString, host: text, scheme: text })),
  tcpSocket: optional(z.looseObject({ port: intOrString, host: text })),
};

const probe = optional(
  z.looseObject({
    ...handler,
    grpc: optional(z.looseObject({ port: z.int(), service: text })),
    initialDelaySeconds: integer,
    timeoutSeconds: integer,
    periodSeconds: integer,
    successThreshold: integer,
    failureThreshold: integer,
  }),
);

const environment = z.looseObject({
  name: z.string().default(''),
  value: text,
  valueFrom: optional(
    z.looseObject({ fieldRef: optional(z.looseObject({ apiVersion: text, fieldPath: z.string() })) }),
  ),
});

const port = z.looseObject({ name: text, containerPort: integer, hostPort: integer, protocol: text });

const container = z.looseObject({
  name: z.string().default(''),
  image: text,
  imagePullPolicy: text,
  command: texts,
  args: texts,
  workingDir: text,
  env: optional(z.array(environment)),
  ports: optional(z.array(port)),
  resources: optional(z.looseObject({ limits: quantities, requests: quantities })),
  volumeMounts: optional(z.array(z.looseObject({ name: z.string().default(''), mountPath: z.string().default('') }))),
  livenessProbe: probe,
  readinessProbe: probe,
  startupProbe: probe,
});

const toleration = z.looseObject({ key: text, operator: text, value: text, effect: text, tolerationSeconds: integer });

export const podSpec = optional(
  z.looseObject({
    containers: optional(z.array(container)),
    initContainers: optional(z.array(container)),
    volumes: optional(z.array(z.looseObject({ name: z.string().default('') }))),
    restartPolicy: text,
    dnsPolicy: text,
    nodeName: text,
    nodeSelector: textMap,
    serviceAccountName: text,
    serviceAccount: text,
    schedulerName: text,
    terminationGracePeriodSeconds: integer,
    activeDeadlineSeconds: integer,
    enableServiceLinks: flag,
    hostNetwork: flag,
    tolerations: optional(z.array(toleration)),
  }),
);

export const template = optional(z.looseObject({ metadata: optional(metadata), spec: podSpec }));
