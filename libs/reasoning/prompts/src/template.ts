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

const FORM = /^---\n(.*?)\n---\n+(.+)$/s;

/**
 * A prompt file: `id` and `version` between lines of `---`, then its words. Throws what is wrong with it.
 * Words without `{nonce}` could not tell data from instructions, and are refused.
 */
export const parseTemplate = (file: string): Template => {
  const [, head = '', words = ''] = FORM.exec(file.replaceAll('\r\n', '\n')) ?? [];
  const text = words.trim();
  const id = fieldOf(head, 'id');
  const version = fieldOf(head, 'version');
  refuse(id ?? '', {
    '"id:" between lines of ---': id !== null,
    '"version:" between lines of ---': version !== null,
    '{nonce}, which marks what is data,': text.includes('{nonce}'),
  });
  const hash = createHash('sha256').update(text).digest('hex');
  return { id: String(id), version: String(version), hash, text };
};

const refuse = (id: string, needs: Readonly<Record<string, boolean>>): void => {
  const missing = Object.entries(needs).flatMap(([what, there]) => (there ? [] : [what]));
  if (missing.length > 0) throw new Error(`The prompt ${id} needs ${missing.join(' and ')}.`);
};

const fieldOf = (head: string, name: string): string | null =>
  new RegExp(`^${name}: *(\\S+) *$`, 'm').exec(head)?.[1] ?? null;
