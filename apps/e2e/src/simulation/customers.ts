import type { Random, SimulatedProcess } from '@deskstream/testing-simulation';
import type { DeskModel } from './desk/desk-model';
import { AI } from './workspace';

export interface CastOptions {
  readonly desk: DeskModel;
  readonly world: SimulatedProcess;
  readonly random: Random;
}

const WORDS = [
  'export',
  'import',
  'weak export',
  'unsure import',
  'export',
  'login',
  'login broken',
] as const;

/** One conversation's customer and teammates, acting at random for a while. */
export const playConversation = async (
  { desk, world, random }: CastOptions,
  id: string,
): Promise<void> => {
  const { clock } = world;
  let said = 0;
  const words = () => `How do I ${random.pick(WORDS)}? (${id}.${(said += 1)})`;
  await clock.sleep(random.between(0, 20_000));
  desk.start(id, words(), random.chance(0.8) ? AI : null);
  const acts = random.between(0, 5);
  for (let act = 0; act < acts; act += 1) {
    await clock.sleep(
      random.chance(0.5) ? random.between(100, 3_500) : random.between(3_000, 25_000),
    );
    if (random.chance(0.65)) desk.customerSays(id, words());
    else teammateActs(desk, random, id);
  }
};

const teammateActs = (desk: DeskModel, random: Random, id: string): void => {
  const teammate = random.pick(['t-1', 't-2']);
  const act = random.pick(['say', 'note', 'take', 'release', 'give-back', 'close']);
  switch (act) {
    case 'say':
      return desk.teammateSays(id, teammate, `I look at it (${id}).`);
    case 'note':
      return desk.teammateNotes(id, teammate, `Known customer (${id}).`);
    case 'take':
      return desk.assign(id, teammate, teammate);
    case 'release':
      return desk.assign(id, null, teammate);
    case 'give-back':
      return desk.assign(id, AI, teammate);
    case 'close':
      return desk.close(id, teammate);
  }
};
