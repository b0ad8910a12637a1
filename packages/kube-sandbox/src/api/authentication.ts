// Who calls: bearer tokens of the administrator and of ServiceAccounts.
import { createHmac, createSecretKey, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { TokenIssuer } from '../part-interfaces';
import { getDefinition, StatusError, type Store } from '../store';
import { notFound } from '../store/status-error';

/** A caller as authorization sees it. */
export interface UserInfo {
  readonly name: string;
  readonly groups: readonly string[];
}

const administrator: UserInfo = { name: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'] };

/** The groups of every ServiceAccount of a namespace. */
export function listServiceAccountGroups(namespace: string): readonly string[] {
  return ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'];
}

/** Issues and checks tokens. ServiceAccount tokens are JWTs signed with a key of this cluster; they are invalid when their ServiceAccount is gone. */
export class Authenticator implements TokenIssuer {
  readonly #store: Pick<Store, 'find'>;
  readonly adminToken = randomBytes(32).toString('base64url');
  readonly #key = createSecretKey(randomBytes(32));
  /** Claims of tokens whose signature was checked: hundreds of pods send theirs with every call. */
  readonly #verified = new Map<string, Claims>();

  constructor(store: Pick<Store, 'find'>) {
    this.#store = store;
  }

  /** Throws `StatusError` NotFound when there is no such ServiceAccount. */
  issue(namespace: string, serviceAccount: string, expiresInSeconds = yearSeconds): string {
    const account = this.#store.find('serviceaccounts', namespace, serviceAccount);
    if (!account) throw notFound(getDefinition('serviceaccounts'), serviceAccount);
    const now = Math.floor(Date.now() / 1000);
    const claims: Claims = {
      iss: 'https://kubernetes.default.svc',
      sub: `system:serviceaccount:${namespace}:${serviceAccount}`,
      exp: now + expiresInSeconds,
      iat: now,
      jti: randomUUID(),
      'kubernetes.io': { namespace, serviceaccount: { name: serviceAccount, uid: account.metadata.uid } },
    };
    const content = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
    return `${content}.${this.#sign(content).toString('base64url')}`;
  }

  /** The caller that an `Authorization` header proves. Throws `StatusError` Unauthorized. */
  authenticate(authorization: string | undefined): UserInfo {
    const token = /^Bearer (?<token>\S+)$/i.exec(authorization ?? '')?.groups?.token;
    const user = token === undefined ? undefined : this.#findUser(token);
    if (!user) throw new StatusError(401, 'Unauthorized', 'Unauthorized');
    return user;
  }

  #findUser(token: string): UserInfo | undefined {
    if (isSame(Buffer.from(token), Buffer.from(this.adminToken))) return administrator;
    const claims = this.#verify(token);
    if (!claims || claims.exp * 1000 < Date.now()) return undefined;
    const { namespace, serviceaccount } = claims['kubernetes.io'];
    const account = this.#store.find('serviceaccounts', namespace, serviceaccount.name);
    if (account?.metadata.uid !== serviceaccount.uid) return undefined;
    return { name: claims.sub, groups: listServiceAccountGroups(namespace) };
  }

  #verify(token: string): Claims | undefined {
    const known = this.#verified.get(token);
    if (known) return known;
    const claims = this.#readClaims(token);
    if (!claims) return undefined;
    if (this.#verified.size >= mostKnown) this.#verified.clear();
    this.#verified.set(token, claims);
    return claims;
  }

  #readClaims(token: string): Claims | undefined {
    const [header = '', claims = '', signature = ''] = token.split('.');
    if (!isSame(Buffer.from(signature, 'base64url'), this.#sign(`${header}.${claims}`))) return undefined;
    return claimsSchema.parse(JSON.parse(Buffer.from(claims, 'base64url').toString()));
  }

  #sign(content: string): Buffer {
    return createHmac('sha256', this.#key).update(content).digest();
  }
}

const mostKnown = 10_000;

const yearSeconds = 365 * 24 * 3600;

const claimsSchema = z.object({
  iss: z.string(),
  sub: z.string(),
  exp: z.number(),
  iat: z.number(),
  jti: z.string(),
  'kubernetes.io': z.object({
    namespace: z.string(),
    serviceaccount: z.object({ name: z.string(), uid: z.string() }),
  }),
});

type Claims = z.infer<typeof claimsSchema>;

function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
