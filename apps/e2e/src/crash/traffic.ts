import { systemClock } from '@deskstream/kernel';
import type { Random } from '@deskstream/testing-simulation';
import type { Installation } from './installation';
import { WORKSPACE } from './installation';

const TEAMMATE = '7700101';
const WORDS = [
  'Where is my export?',
  'How do I reset my password?',
  'I want to talk to a person.',
  'zxqv?',
] as const;

/** Customers write until it is enough, some of them twice; now and then a teammate steps in. Gives how many wrote. */
export const converse = async (
  { desk }: Pick<Installation, 'desk'>,
  random: Random,
  isEnough: (conversations: number) => boolean,
): Promise<number> => {
  const workspace = desk.workspaces.get(WORKSPACE);
  if (!workspace) throw new Error('the desk has no workspace');
  let nth = 0;
  while (!isEnough(nth)) {
    nth += 1;
    const { conversation } = workspace.desk.customerStarts(`${random.pick(WORDS)} (${nth})`);
    await systemClock.sleep(random.between(20, 400));
    if (random.chance(0.4))
      workspace.desk.customerReplies(conversation, `Still: ${random.pick(WORDS)} (${nth})`);
    if (random.chance(0.15))
      workspace.desk.assign(conversation, workspace.desk.authorOf(TEAMMATE), {
        type: 'admin',
        id: TEAMMATE,
      });
  }
  return nth;
};
