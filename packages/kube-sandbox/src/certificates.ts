// The cluster's authority and the API server's certificate.
import { generate } from 'selfsigned';

export interface ServingCertificate {
  /** PEM texts. */
  readonly caPem: string;
  readonly key: string;
  readonly cert: string;
}

/** Makes an authority for this cluster alone and a certificate for one address. */
export async function makeCertificate(host: string): Promise<ServingCertificate> {
  const days = { notBeforeDate: new Date(Date.now() - dayMs), notAfterDate: new Date(Date.now() + 365 * dayMs) };
  const options = { keyType: 'ec', algorithm: 'sha256', ...days } as const;
  const authority = await generate([{ name: 'commonName', value: 'sandbox-ca' }], {
    ...options,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, digitalSignature: true, critical: true },
    ],
  });
  const server = await generate([{ name: 'commonName', value: 'kube-apiserver' }], {
    ...options,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 7, ip: host },
          { type: 2, value: 'kubernetes.default.svc' },
        ],
      },
    ],
  });
  return { caPem: authority.cert, key: server.private, cert: server.cert };
}

const dayMs = 24 * 3600 * 1000;
