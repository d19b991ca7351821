import type { EmbeddingsConfig, OpenKnowledge, Parts } from '@deskstream/composition';
import { chosenAnswerer, openKnowledge } from '@deskstream/composition';
import type { Clock } from '@deskstream/kernel';
import { hasCode, InfraError, noLogger } from '@deskstream/kernel';
import type { Answering, AskedAnswerer } from '@deskstream/platform-trials';
import { sharedByAll } from '../reasoning/shared-knowledge';
import { askedOf } from './asked-answerer';

interface OpenedBy {
  readonly clock: Clock;
  readonly config: EmbeddingsConfig;
  /** The articles of the folder answer only where the workspace's own find nothing. */
  readonly standIn: boolean;
  readonly budgetShare?: number;
}

/**
 * Who answers as a reasoning run of this installation does: the same models, embeddings and articles. The
 * embeddings are opened with the first answerer and closed with the last.
 */
export const createAnswering = (
  parts: Pick<Parts, 'log' | 'index' | 'pool' | 'schema' | 'settings'>,
  { clock, config, standIn, budgetShare = 1 }: OpenedBy,
): Answering => {
  const by = { clock, logger: noLogger, budgetShare };
  const shared = sharedWhileUsed(() => openKnowledge(config, parts, by));
  return {
    describe: (choice) => chosenAnswerer(parts, by, choice),
    open: async (choice) => {
      const { modelFor, prompts, ...described } = chosenAnswerer(parts, by, choice);
      const { knowledge } = await shared.take();
      const asked = askedOf({
        ...{ log: parts.log, index: parts.index, clock, modelFor, time: choice.knowledge },
        knowledge: sharedByAll(knowledge, { standIn }),
        ...(prompts && { prompts }),
      });
      const answer = withinShare(asked.answer, budgetShare);
      return { ...described, answer, close: () => shared.giveBack() };
    },
  };
};

/** The model's own words speak of the whole budget. */
const withinShare =
  (answer: AskedAnswerer['answer'], share: number): AskedAnswerer['answer'] =>
  (asked, signal) =>
    answer(asked, signal).catch((error: unknown) => {
      if (share === 1 || !hasCode(error, 'MODEL.BUDGET_EXHAUSTED')) throw error;
      throw new InfraError(
        'MODEL.BUDGET_EXHAUSTED',
        `What-ifs and evaluations may spend ${Math.round(share * 100)} % of a workspace's model budget of the day, and that is used up. Go on tomorrow (UTC), or raise the budget or TRIALS_BUDGET_PERCENT.`,
        false,
        error,
      );
    });

const sharedWhileUsed = (open: () => Promise<OpenKnowledge>) => {
  let opened: Promise<OpenKnowledge> | null = null;
  let users = 0;
  return {
    take: async (): Promise<OpenKnowledge> => {
      users += 1;
      opened ??= open();
      try {
        return await opened;
      } catch (error) {
        users -= 1;
        opened = null;
        throw error;
      }
    },
    giveBack: async (): Promise<void> => {
      users -= 1;
      if (users > 0) return;
      const last = await opened;
      opened = null;
      await last?.embedding.stop();
    },
  };
};
