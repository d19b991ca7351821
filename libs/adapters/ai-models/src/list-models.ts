import type { ModelEndpoint } from '@deskstream/port-settings';
import { modelErrorOf } from './model-error-of';
import { httpAddress, withoutRedirects } from './provider-model';

export type Listed =
  | { readonly kind: 'listed'; readonly models: readonly string[] }
  /** The server has no such list; what it can is seen by asking. */
  | { readonly kind: 'no-list' }
  | { readonly kind: 'failed'; readonly error: unknown };

const LONGEST_MS = 15_000;

/** `GET <base URL>/models`, which OpenAI, Anthropic and most others have. */
export const listModels = async (endpoint: ModelEndpoint, signal: AbortSignal): Promise<Listed> => {
  const where = `${endpoint.provider}/${endpoint.model} at ${hostOf(endpoint.baseUrl)}`;
  try {
    const response = await withoutRedirects(`${httpAddress(endpoint.baseUrl)}/models`, {
      headers: headersOf(endpoint),
      signal: AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)]),
    });
    if (response.ok) return listed(await response.json());
    await response.body?.cancel();
    if ([404, 405, 501].includes(response.status)) return { kind: 'no-list' };
    return { kind: 'failed', error: modelErrorOf({ statusCode: response.status }, where) };
  } catch (error) {
    signal.throwIfAborted();
    return { kind: 'failed', error: modelErrorOf(error, where) };
  }
};

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : 'no address');

const headersOf = ({ provider, apiKey }: ModelEndpoint): Record<string, string> => {
  if (provider === 'anthropic') return { 'x-api-key': apiKey, 'anthropic-version': '2023-06-01' };
  return apiKey === '' ? {} : { authorization: `Bearer ${apiKey}` };
};

const listed = (body: unknown): Listed => {
  const data: unknown =
    typeof body === 'object' && body !== null && 'data' in body ? body.data : null;
  if (!Array.isArray(data)) return { kind: 'no-list' };
  const models = (data as readonly unknown[]).flatMap((each) =>
    typeof each === 'object' && each !== null && 'id' in each && typeof each.id === 'string'
      ? [each.id]
      : [],
  );
  return { kind: 'listed', models };
};
