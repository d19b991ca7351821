import { buildEndSessionUrl } from 'openid-client';
import type { OidcOptions } from './provider';
import { configurationOf } from './provider';

/** Where a browser signs out of the provider, which sends it back; `null`: it has no such place, or does not answer. */
export const endAtProvider = async (
  options: OidcOptions,
  { idToken, back }: { readonly idToken: string; readonly back: string },
): Promise<string | null> => {
  const configuration = await configurationOf(options).catch(() => null);
  if (configuration?.serverMetadata().end_session_endpoint === undefined) return null;
  return buildEndSessionUrl(configuration, {
    id_token_hint: idToken,
    post_logout_redirect_uri: back,
  }).href;
};
