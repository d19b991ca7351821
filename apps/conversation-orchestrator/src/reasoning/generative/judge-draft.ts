import type { Finding } from '@deskstream/reasoning-guardrails';
import { checkDraft, findInstructions } from '@deskstream/reasoning-guardrails';
import type { Source } from '@deskstream/conversation-domain';
import { answerTemplate } from './answer-template';
import { askModel } from './ask-model';
import type { Exchange, Frame } from './exchange';
import type { Outcome } from './outcome';
import { unsure } from './outcome';
import type { Verdict } from '@deskstream/reasoning-prompts';
import { answerPrompt, judgePrompt } from '@deskstream/reasoning-prompts';

/** Judged by the model, then by rules that no text can talk round; both are recorded. */
export const judgeDraft = async (
  frame: Frame,
  exchange: Exchange,
  draft: { readonly text: string; readonly sources: readonly Source[] },
): Promise<Outcome> => {
  const { journal } = frame;
  const prompt = judgePrompt(
    { ...exchange.values, draft: draft.text, results: exchange.results },
    frame.generative.prompts?.judge,
  );
  const reply = await askModel(frame, exchange, {
    key: 'judge',
    prompt,
    request: {
      messages: prompt.messages,
      ...(prompt.output === undefined ? {} : { output: prompt.output }),
    },
  });
  const verdict = verdictOf(reply.output);
  const outcome = outcomeOf(verdict, draft);
  await journal.step('judgement', 'judgement', {
    act: () => null,
    tell: () => ({ kind: outcome.kind, verdict, sources: draft.sources.length }),
  });
  const findings = await journal.step('guardrail', 'guard-out', {
    act: () => findingsIn(frame, exchange, { draft: draft.text, prompt: prompt.instructions }),
    tell: (found: readonly Finding[]) => ({ at: 'draft', findings: found }),
  });
  return outcome.kind === 'answer' && findings.length > 0
    ? unsure('guardrail', `the draft must not be sent (${codesOf(findings)})`)
    : outcome;
};

const codesOf = (findings: readonly Finding[]): string =>
  [...new Set(findings.map(({ code }) => code))].join(', ');

const findingsIn = (
  frame: Frame,
  { values, passages, results }: Exchange,
  { draft, prompt }: { readonly draft: string; readonly prompt: string },
): readonly Finding[] => {
  const { briefing, generative, run } = frame;
  return checkDraft(draft, {
    prompt: `${answerPrompt(values, answerTemplate(frame, { values })).instructions}\n${prompt}`,
    published: [...passages.map(({ text, title }) => `${title}\n${text}`), ...teammates(values)],
    ofCustomer: [
      ...values.turns.filter(isCustomers).map(({ text }) => text),
      ...briefing.facts,
      ...results.filter((result) => findInstructions(result).length === 0),
    ],
    linkHosts: generative.linkHostsFor?.(run.request.workspace) ?? [],
  });
};

type Values = Exchange['values'];

const isCustomers = ({ role, text }: Values['turns'][number]): boolean =>
  role === 'customer' && findInstructions(text).length === 0;

const teammates = ({ turns }: Values): readonly string[] =>
  turns.filter(({ role }) => role === 'teammate').map(({ text }) => text);

const verdictOf = (output: unknown): Verdict => {
  const given = (typeof output === 'object' && output !== null ? output : {}) as Partial<Verdict>;
  return {
    grounded: given.grounded === true,
    helpful: given.helpful === true,
    allowedTopic: given.allowedTopic === true,
    promisesHandoff: given.promisesHandoff !== false,
    confidence: Math.min(1, Math.max(0, Number(given.confidence) || 0)),
    because: (given.because ?? 'no verdict was given').slice(0, 400),
  };
};

const outcomeOf = (
  verdict: Verdict,
  draft: { readonly text: string; readonly sources: readonly Source[] },
): Outcome => {
  const { confidence, because } = verdict;
  const [objection] = OBJECTIONS.filter(({ holds }) => holds(verdict));
  return objection === undefined
    ? { kind: 'answer', text: draft.text, confidence, sources: [...draft.sources] }
    : unsure(objection.cause, `${objection.because}: ${because}`, confidence);
};

const OBJECTIONS = [
  {
    holds: ({ allowedTopic }: Verdict) => !allowedTopic,
    cause: 'outside-topics',
    because: 'the draft is about something else',
  },
  {
    holds: ({ grounded }: Verdict) => !grounded,
    cause: 'low-confidence',
    because: 'the draft does not stand in the articles',
  },
  {
    holds: ({ promisesHandoff }: Verdict) => promisesHandoff,
    cause: 'human-requested',
    because: 'the draft promises a person',
  },
  {
    holds: ({ helpful }: Verdict) => !helpful,
    cause: 'low-confidence',
    because: 'the draft does not help',
  },
] as const;
