/** One model behind an address. */
export interface ModelEndpoint {
  readonly provider: 'openai-compatible' | 'anthropic';
  /** As in `https://api.openai.com/v1`; http(s). */
  readonly baseUrl: string;
  readonly model: string;
  /** Sealed where it is kept. Empty: none is sent. */
  readonly apiKey: string;
  /** Default `json-schema`; `json-object` for servers that know no schemas. */
  readonly structuredOutput?: 'json-schema' | 'json-object';
  /** Default: `max_completion_tokens` at api.openai.com, `max_tokens` elsewhere. */
  readonly maxTokensField?: 'max_tokens' | 'max_completion_tokens';
  /** For a million tokens, in `currency`; none is assumed. */
  readonly price?: { readonly inputPerMillion: number; readonly outputPerMillion: number };
}

/** The language model of a workspace. */
export interface ModelSettings extends ModelEndpoint {
  /** `false`: kept, and answers are extractive. */
  readonly enabled: boolean;
  /** Asked when the first cannot answer. */
  readonly fallback?: ModelEndpoint;
  /** Of one call. */
  readonly maxOutputTokens: number;
  /** What a prompt may take of the model's window. */
  readonly contextTokens: number;
  /** Of a whole call, in milliseconds; first word and silence have a quarter of it each. */
  readonly timeoutMs: number;
  /** By UTC day; `null`: no limit. Money is in `currency`. */
  readonly budget: { readonly tokensPerDay: number | null; readonly costPerDay: number | null };
  /** ISO 4217, of prices and budget. */
  readonly currency: string;
  /** Personal data is kept from the provider. */
  readonly redaction: boolean;
}
