import { createHash } from 'node:crypto';

/** Names a prompt as it was: recorded with each call. */
export interface PromptId {
  readonly id: string;
  readonly version: string;
  /** SHA-256 of its words (hex), before anything of a conversation is put in. */
  readonly hash: string;
}

export interface Template extends PromptId {
  /** `{nonce}` stands for the marks of data. */
  readonly text: string;
}

const FORM = /^---\n(?<head>.*?)\n---\n+(?<text>.+)$/s;

/**
 * A prompt file: `id` and `version` between lines of `---`, then its words. Throws what is wrong with it.
 * Words without `{nonce}` could not tell data from instructions, and are refused.
 */
export const parseTemplate = (file: string): Template => {
  const { head = '', text = '' } = FORM.exec(file.replaceAll('\r\n', '\n'))?.groups ?? {};
  const words = text.trim();
  const id = fieldOf(head, 'id');
  const version = fieldOf(head, 'version');
  const missing = Object.entries({
    '"id:" between lines of ---': id !== null,
    '"version:" between lines of ---': version !== null,
    '{nonce}, which marks what is data,': words.includes('{nonce}'),
  }).flatMap(([what, there]) => (there ? [] : [what]));
  if (id === null || version === null || missing.length > 0)
    throw new Error(`The prompt ${id ?? ''} needs ${missing.join(' and ')}.`);
  return { id, version, hash: createHash('sha256').update(words).digest('hex'), text: words };
};

const fieldOf = (head: string, name: string): string | null =>
  new RegExp(`^${name}: *(\\S+) *$`, 'm').exec(head)?.[1] ?? null;
