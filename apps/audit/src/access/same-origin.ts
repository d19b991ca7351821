/** What a browser says of where a request comes from. */
export interface Provenance {
  readonly method: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
}

const SAFE = ['GET', 'HEAD', 'OPTIONS'];

export const changes = (method: string): boolean => !SAFE.includes(method);

/**
 * May a request change something on the word of a cookie? A browser says `Sec-Fetch-Site` where it
 * trusts the address, and `Origin` with every request that is no GET. `byCookie`: a program that says
 * neither is refused, because programs bring tokens.
 */
export const isSameOrigin = (
  { method, host, origin, fetchSite }: Provenance,
  { byCookie }: { readonly byCookie: boolean },
): boolean => {
  if (!changes(method)) return true;
  if (fetchSite !== undefined) return fetchSite === 'same-origin';
  if (origin !== undefined) return hostOf(origin) === host;
  return !byCookie;
};

const hostOf = (origin: string): string | null =>
  URL.canParse(origin) ? new URL(origin).host : null;

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/** A page elsewhere may point a name of its own at this machine; a loopback name it cannot take. */
export const isLoopbackHost = (host: string | undefined): boolean =>
  host !== undefined && LOOPBACK.test(host);

/** May be bound to while everybody is admin. */
export const isLoopbackAddress = (address: string): boolean =>
  /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i.test(address);
