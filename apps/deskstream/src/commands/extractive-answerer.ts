import { createExtractiveAnswerer } from '@deskstream/adapter-ai-extractive';
import { createPostgresKnowledge } from '@deskstream/adapter-knowledge-postgres';
import type { AskedAnswerer } from '@deskstream/app-audit';
import { contextOf, sharedByAll } from '@deskstream/app-orchestrator';
import type { Answered, Ask } from '@deskstream/conversation-what-if';
import type { Clock } from '@deskstream/kernel';
import { parsePartitionKey } from '@deskstream/kernel';
import type { Answerer, Draft } from '@deskstream/port-ai';
import type { Knowledge } from '@deskstream/port-knowledge';
import type { Installation } from '../installation/open-installation';

const PASSAGES = 8;

/** The embedded answerer on the articles of this installation as they are now. No model, no cost. */
export const openExtractiveAnswerer = async (
  { pool, schema }: Installation,
  clock: Clock,
): Promise<AskedAnswerer> => {
  const knowledge = sharedByAll(await createPostgresKnowledge({ pool, schema }));
  return askedOf({ answerer: createExtractiveAnswerer(), knowledge, clock });
};

export interface AnswererParts {
  readonly answerer: Answerer;
  readonly knowledge: Pick<Knowledge, 'retrieve'>;
  readonly clock: Clock;
}

/** Any answerer, asked what a reasoning run would ask it. */
export const askedOf = ({ answerer, knowledge, clock }: AnswererParts): AskedAnswerer => ({
  name: answerer.name,
  answer: async (key: string, { events }: Ask, signal: AbortSignal): Promise<Answered> => {
    const began = clock.now();
    const turns = contextOf(events);
    const workspace = parsePartitionKey(key)?.workspace ?? '';
    const text = answerer.query(turns);
    const passages = await knowledge.retrieve({ workspace, text, limit: PASSAGES });
    const draft = await answerer.answer({ turns, passages }, signal);
    const signals = answerer.signals?.(turns);
    return {
      result: resultOf(draft),
      answerer: answerer.name,
      tookMs: clock.now() - began,
      ...(signals === undefined ? {} : { signals }),
    };
  },
});

const resultOf = (draft: Draft): Answered['result'] => {
  if (draft.kind === 'answer') return { ...draft, sources: [...draft.sources] };
  if (draft.kind === 'solved') return draft;
  const { kind, cause, confidence, because } = draft;
  return { kind, cause, confidence, summary: because };
};
