import { literalAddress, privateHost } from '@deskstream/platform-http';
import type { WorkspaceSettings } from '@deskstream/port-settings';
import { originOf } from './origin-of';
import type { Problem } from './problem';

/** Hosts that may be called though they are not of the public internet; `null`: any host may. */
export type PrivateHosts = readonly string[] | null;

/**
 * Why this address of an API must not be called: it would lead to the machine itself, to its network or to the
 * metadata of its cloud. A name is taken as it stands, it is not looked up.
 */
export const addressProblem = (
  address: string,
  field: string,
  allowed: PrivateHosts,
): Problem | null => {
  if (allowed === null || !URL.canParse(address)) return null;
  const url = new URL(address);
  const host = literalAddress(url.hostname) ?? url.hostname;
  if (!(privateHost(url) || LOCAL_NAME.test(host)) || allowed.includes(host)) return null;
  return {
    field,
    expected: 'a public address, or a host that VENDOR_PRIVATE_HOSTS allows',
    found: `${host}, which is private`,
  };
};

/** Of every address that a draft brings anew; what is in use already stays usable. */
export const addressProblems = (
  { connections, crm }: Addressed,
  now: WorkspaceSettings | null,
  allowed: PrivateHosts,
): readonly Problem[] => {
  const inUse = [...(now?.connections ?? []), ...(now?.crm === undefined ? [] : [now.crm])];
  const known = new Set(inUse.map(({ apiBaseUrl }) => originOf(apiBaseUrl)));
  const given = [
    ...connections.map((each, index) => [each, `connections.${index}.apiBaseUrl`] as const),
    [crm, 'crm.apiBaseUrl'] as const,
  ];
  return given.flatMap(([of, field]) => {
    const address = of?.apiBaseUrl;
    if (typeof address !== 'string' || known.has(originOf(address))) return [];
    return addressProblem(address, field, allowed) ?? [];
  });
};

interface Addressed {
  readonly connections: readonly ({ readonly apiBaseUrl?: unknown } | null)[];
  readonly crm?: { readonly apiBaseUrl?: unknown } | undefined;
}

const LOCAL_NAME = /^(.+\.)?localhost\.?$/i;
