const SESSION = 'deskstream_session';
const BROWSER = 'deskstream_browser';
const FLOW = 'deskstream_oidc';
/** A browser has signed in here before for so long. */
const KNOWN_DAYS = 180;

/**
 * Behind https every cookie has the prefix `__Host-`, and only those count: a neighbouring host or a
 * page over http cannot set them.
 */
const nameOf = (name: string, secure: boolean): string => (secure ? `__Host-${name}` : name);

export const sessionTokenIn = (header: string | undefined, secure: boolean): string | undefined =>
  cookieIn(header, nameOf(SESSION, secure));

export const knownBrowserIn = (header: string | undefined, secure: boolean): string | undefined =>
  cookieIn(header, nameOf(BROWSER, secure));

export const flowStateIn = (header: string | undefined, secure: boolean): string | undefined =>
  cookieIn(header, nameOf(FLOW, secure));

export const sessionCookie = (token: string, secure: boolean): string =>
  cookie(`${nameOf(SESSION, secure)}=${token}`, { secure });

export const noSessionCookies = (): readonly string[] =>
  [false, true].map((secure) => cookie(`${nameOf(SESSION, secure)}=`, { secure, seconds: 0 }));

/** Stays after sign-out: it lets nobody in. */
export const browserCookie = (token: string, secure: boolean): string =>
  cookie(`${nameOf(BROWSER, secure)}=${token}`, { secure, seconds: KNOWN_DAYS * 86_400 });

/** Lax: the identity provider sends the browser back from another site. */
export const flowCookie = (state: string, secure: boolean): string =>
  cookie(`${nameOf(FLOW, secure)}=${state}`, { secure, seconds: 600, sameSite: 'Lax' });

export const noFlowCookie = (secure: boolean): string =>
  cookie(`${nameOf(FLOW, secure)}=`, { secure, seconds: 0, sameSite: 'Lax' });

interface How {
  readonly secure: boolean;
  /** Without it: until the browser is closed. */
  readonly seconds?: number;
  readonly sameSite?: 'Strict' | 'Lax';
}

const cookie = (pair: string, { secure, seconds, sameSite = 'Strict' }: How): string =>
  [
    ...[pair, 'Path=/', 'HttpOnly', `SameSite=${sameSite}`],
    ...(seconds === undefined ? [] : [`Max-Age=${seconds}`]),
    ...(secure ? ['Secure'] : []),
  ].join('; ');

const cookieIn = (header: string | undefined, name: string): string | undefined =>
  header
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${name}=`))
    ?.slice(name.length + 1) || undefined;
