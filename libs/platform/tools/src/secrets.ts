import type { ToolAuth } from '@deskstream/port-settings';

const MASK = '••••';

/** Puts the secret where it belongs; the URL is changed for `query`. */
export const withAuth = (
  auth: ToolAuth,
  { url, headers }: { readonly url: URL; readonly headers: Readonly<Record<string, string>> },
): { readonly url: URL; readonly headers: Readonly<Record<string, string>> } => {
  switch (auth.kind) {
    case 'none':
      return { url, headers };
    case 'bearer':
      return { url, headers: { ...headers, authorization: `Bearer ${auth.secret}` } };
    case 'header':
      return { url, headers: { ...headers, [auth.name.toLowerCase()]: auth.secret } };
    case 'query': {
      const signed = new URL(url);
      signed.searchParams.set(auth.name, auth.secret);
      return { url: signed, headers };
    }
  }
};

/** The text without the secret, also where it was encoded for a URL or as Base64. */
export const withoutSecret = (auth: ToolAuth, text: string): string => {
  if (auth.kind === 'none' || auth.secret === '') return text;
  const { secret } = auth;
  const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')];
  return forms.reduce((masked, form) => masked.replaceAll(form, MASK), text);
};
