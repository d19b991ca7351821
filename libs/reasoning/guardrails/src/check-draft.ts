import type { Finding } from './findings';
import { excerptAt } from './findings';
import { promisesHandoff } from './handoff-promise';
import { hostsOf, isKnownHost } from './links';
import { personalDataIn } from './personal-data';
import { leaksPrompt } from './prompt-leak';
import { maskSecrets } from './secrets';

/** What a draft may draw on. */
export interface DraftSources {
  /** The instructions of the prompts, without the conversation's data. */
  readonly prompt: string;
  /** Passages that were shown to the model, and what teammates said: what they link to may be linked to. */
  readonly published: readonly string[];
  /** What the customer wrote, what the desk and its tools know of them. */
  readonly ofCustomer: readonly string[];
  /** Hosts that may always be linked to; their subdomains, too. */
  readonly linkHosts: readonly string[];
}

/** Why a draft must not be sent; empty when it may. */
export const checkDraft = (draft: string, sources: DraftSources): readonly Finding[] => [
  ...maskSecrets(draft).findings.map((finding) => ({ ...finding, code: `secret:${finding.code}` })),
  ...leakIn(draft, sources),
  ...unknownHosts(draft, sources),
  ...foreignData(draft, sources),
  ...(promisesHandoff(draft) ? [{ code: 'promises-handoff', excerpt: excerptAt(draft, 0) }] : []),
];

const leakIn = (draft: string, { prompt, published }: DraftSources): readonly Finding[] => {
  const leak = leaksPrompt(draft, prompt, published);
  // The words are not repeated in the record, which people read who may not know the prompt.
  return leak === null ? [] : [{ code: 'prompt-text', excerpt: '' }];
};

const unknownHosts = (
  draft: string,
  { published, linkHosts }: DraftSources,
): readonly Finding[] => {
  // Not those of messages and results: whoever writes there could have any address sent on.
  const known = [...linkHosts, ...published.flatMap(hostsOf)];
  return hostsOf(draft)
    .filter((host) => !isKnownHost(host, known))
    .map((host) => ({ code: 'unknown-link', excerpt: host }));
};

const foreignData = (
  draft: string,
  { published, ofCustomer }: DraftSources,
): readonly Finding[] => {
  const own = new Set([...published, ...ofCustomer].flatMap(personalDataIn));
  return personalDataIn(draft)
    .filter((data) => !own.has(data))
    .map(() => ({ code: 'personal-data', excerpt: '' }));
};
