import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { InfraError } from '@deskstream/kernel';
import type { ModelOptions } from './create-model';

/** The AI SDK's model: one HTTP request per call, no retries, no loop of its own. */
export type ProviderModel = ReturnType<ReturnType<typeof createAnthropic>['languageModel']>;

export const providerModel = (options: ModelOptions): ProviderModel => {
  const baseURL = httpAddress(options.baseUrl);
  const { apiKey, model } = options;
  switch (options.provider) {
    case 'anthropic':
      return createAnthropic({ baseURL, apiKey, fetch: withoutRedirects }).languageModel(model);
    case 'openai-compatible':
      return createOpenAICompatible({
        name: 'openai-compatible',
        baseURL,
        ...(apiKey === '' ? {} : { apiKey }),
        includeUsage: true,
        supportsStructuredOutputs: options.structuredOutput !== 'json-object',
        fetch: withoutRedirects,
        transformRequestBody: limitNamed(options),
      }).languageModel(model);
  }
};

/** Anything but http(s) is refused: `file:` and the like reach what no model is. */
export const httpAddress = (baseUrl: string): string => {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '')
    return baseUrl.replace(/\/+$/, '');
  throw new InfraError(
    'MODEL.BAD_REQUEST',
    'The base URL of the model is no http(s) address without user name and password. Correct model.baseUrl in the settings.',
    false,
  );
};

/** A redirect would lead a request of an allowed address to another one. */
export const withoutRedirects: typeof fetch = (input, init) =>
  fetch(input, { ...init, redirect: 'manual' });

/** OpenAI's own models know the newer name alone; other servers often know only the older one. */
const limitNamed =
  ({ baseUrl, maxTokensField }: ModelOptions) =>
  (body: Record<string, unknown>): Record<string, unknown> => {
    const newer = new URL(baseUrl).hostname === 'api.openai.com';
    const field = maxTokensField ?? (newer ? 'max_completion_tokens' : 'max_tokens');
    const { max_tokens: most, ...rest } = body;
    return { ...rest, [field]: most };
  };
