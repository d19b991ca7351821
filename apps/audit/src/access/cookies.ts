const NAME = 'deskstream_session';
/** With this prefix a browser takes it only over https, for this host and every path. */
const SECURE_NAME = `__Host-${NAME}`;
const FLOW = 'deskstream_oidc';

/** Tokens in the `Cookie` header; the one that only https may set counts first. */
export const sessionTokenIn = (header: string | undefined): string | undefined =>
  cookieIn(header, SECURE_NAME) ?? cookieIn(header, NAME);

export const flowStateIn = (header: string | undefined): string | undefined =>
  cookieIn(header, FLOW);

export const sessionCookie = (token: string, secure: boolean): string =>
  secure
    ? `${SECURE_NAME}=${token}; Path=/; HttpOnly; SameSite=Strict; Secure`
    : `${NAME}=${token}; Path=/; HttpOnly; SameSite=Strict`;

export const noSessionCookies = (): readonly string[] => [
  `${NAME}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0`,
  `${SECURE_NAME}=; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=0`,
];

/** Lax: the identity provider sends the browser back from another site. */
export const flowCookie = (state: string, secure: boolean): string =>
  `${FLOW}=${state}; Path=/api/v1/access/oidc; HttpOnly; SameSite=Lax; Max-Age=600${secure ? '; Secure' : ''}`;

export const noFlowCookie = (): string =>
  `${FLOW}=; Path=/api/v1/access/oidc; HttpOnly; SameSite=Lax; Max-Age=0`;

const cookieIn = (header: string | undefined, name: string): string | undefined =>
  header
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${name}=`))
    ?.slice(name.length + 1) || undefined;
