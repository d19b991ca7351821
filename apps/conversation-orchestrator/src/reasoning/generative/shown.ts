import { maskSecrets } from '@deskstream/reasoning-guardrails';

/** Characters of one text that a step records. */
const SHOWN = 4_000;

/** A text as steps show it: credentials masked, cut with the cut recorded. */
export const shown = (
  text: string,
  most = SHOWN,
): { readonly text: string; readonly cutFrom?: number } => {
  const { text: masked } = maskSecrets(text);
  return masked.length <= most
    ? { text: masked }
    : { text: masked.slice(0, most), cutFrom: masked.length };
};

/** Arguments of a call as steps show them; as text when they are long. */
export const shownArguments = (args: unknown): unknown => {
  const json = JSON.stringify(args ?? null);
  const masked = shown(json);
  if (masked.cutFrom !== undefined) return masked;
  try {
    return JSON.parse(masked.text) as unknown;
  } catch {
    return masked;
  }
};
