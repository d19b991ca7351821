import { systemClock } from '@deskstream/kernel';
import { answersIn, helpDesk } from './help-desk';
import type { HelpDesk, Thread } from './help-desk';
import type { Product } from './product';
import { followProgress } from './progress';
import type { Vendor } from './workspace';

/** One try: a question, and a person who comes in between it and its answer. */
export interface Try {
  readonly id: string;
  /** When the vendor had recorded the takeover. */
  readonly takenAt: number;
  readonly how: 'replied' | 'assigned';
}

export interface Leak {
  readonly id: string;
  readonly how: Try['how'];
  readonly afterMs: number;
}

/** Deterministic for a seed: when the person comes, and how. */
const randomOf = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

/** How far the AI is when the person comes: any moment between the question and the sending. */
const MOMENTS = [
  null,
  'CustomerMessageReceived',
  'ReasoningRequested',
  'ReasoningConcluded',
  'ReplyRequested',
  'ReplyRequested',
  'ReplyDelivered',
] as const;

/** And so much later, at most (real ms). */
const FURTHER_MS = 60;

interface Plan {
  readonly nth: number;
  readonly moment: (typeof MOMENTS)[number];
  readonly furtherMs: number;
  readonly how: Try['how'];
}

/** `tries` conversations, `together` at a time. */
export const playTakeovers = async (
  product: Product,
  vendor: Vendor,
  { tries, seed, together }: { tries: number; seed: number; together: number },
): Promise<readonly Try[]> => {
  const random = randomOf(seed);
  const surroundings = { desk: helpDesk(product, vendor), progress: followProgress(product) };
  const plans: Plan[] = Array.from({ length: tries }, (_, nth) => ({
    nth,
    moment: MOMENTS[Math.floor(random() * MOMENTS.length)] ?? null,
    furtherMs: random() * FURTHER_MS,
    how: random() < 0.5 ? 'replied' : 'assigned',
  }));
  const played: Try[] = [];
  const worker = async (): Promise<void> => {
    for (let plan = plans.shift(); plan !== undefined; plan = plans.shift())
      played.push(await playOne(surroundings, plan));
  };
  await Promise.all(Array.from({ length: together }, worker));
  return played;
};

const playOne = async (
  { desk, progress }: { desk: HelpDesk; progress: ReturnType<typeof followProgress> },
  { nth, moment, furtherMs, how }: Plan,
): Promise<Try> => {
  const { id } = await desk.start(`Question ${nth}`);
  if (moment !== null) await progress.reached(id, moment);
  await systemClock.sleep(furtherMs);
  const assigned = await desk.act(id, 'assign-me');
  const thread = how === 'replied' ? await desk.act(id, 'reply', 'I take it from here.') : assigned;
  return { id, how, takenAt: takenAtOf(thread) };
};

/** The vendor's own time of the first thing a person did. */
const takenAtOf = ({ entries }: Thread): number =>
  Math.min(...entries.filter(({ from }) => from === 'teammate').map(({ at }) => at));

/**
 * The rule: nothing the AI wrote stands in the thread after the takeover, except a reply that was on
 * its way: the vendor was asked for the owner before the takeover, and the write followed at once.
 * No vendor has a write on condition, so this one step cannot be made smaller. All on one clock.
 */
export const leaksOf = async (
  product: Product,
  vendor: Vendor,
  tries: readonly Try[],
): Promise<{
  readonly leaks: readonly Leak[];
  readonly answered: number;
  readonly crossed: number;
}> => {
  const desk = helpDesk(product, vendor);
  const leaks: Leak[] = [];
  let answered = 0;
  let crossed = 0;
  for (const { id, takenAt, how } of tries) {
    const answers = answersIn(vendor, await desk.read(id));
    const late = answers.filter(({ at }) => at > takenAt);
    const asked = product.ownerReads.findLast(({ conversation }) => conversation === id);
    const wasOnItsWay = asked !== undefined && asked.askedAt <= takenAt && !asked.withPerson;
    answered += answers.length;
    if (wasOnItsWay) crossed += late.length;
    else leaks.push(...late.map(({ at }) => ({ id, how, afterMs: at - takenAt })));
  }
  return { leaks, answered, crossed };
};
