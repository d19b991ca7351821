import { readFileSync } from 'node:fs';

/** A recorded webhook, and what its author says of its signature. */
export interface SignatureVector {
  readonly case: number;
  readonly vendor: string;
  readonly scheme: string;
  readonly secret: string;
  readonly method?: string;
  readonly uri?: string;
  readonly rawBody: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly now?: number;
  /** A text where the vendor leaves it open. */
  readonly valid: boolean | string;
}

export const signatureVectors = (vendors: string, vendor: string): readonly SignatureVector[] => {
  const file = readFileSync(`${vendors}/examples/signatures.json`, 'utf8');
  const { vectors } = JSON.parse(file) as { vectors: readonly SignatureVector[] };
  return vectors.filter((each) => each.vendor === vendor);
};

/** The request as it arrives: names of headers in lower case. */
export const requestOf = ({ method = 'POST', headers, rawBody }: SignatureVector, url = '/') => ({
  method,
  url,
  headers: Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  ),
  body: new TextEncoder().encode(rawBody),
});
