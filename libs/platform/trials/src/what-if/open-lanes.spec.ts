import type { AnswererChoice, Answering } from '../answering';
import type { AskedChange } from './open-lanes';
import { describeLanes, openLanes } from './open-lanes';

const nothing: AskedChange = {
  ...{ rules: {}, prompts: [], rerun: false, answerer: false, baseline: false },
};

/** Answers for `paid` cost money; those of the workspace do when it says so. */
const answeringOf = (given: { readonly paidWorkspace?: boolean; readonly refuses?: string }) => {
  const closed: string[] = [];
  const describe = ({ model }: AnswererChoice) => {
    const costs = model === 'paid' || (model === 'workspace' && given.paidWorkspace === true);
    return { name: model, costOf: costs ? () => 1 : null };
  };
  const answering: Answering = {
    describe,
    open: (choice) =>
      choice.knowledge === given.refuses
        ? Promise.reject(new Error('the articles are away'))
        : Promise.resolve({
            ...describe(choice),
            answer: () => Promise.reject(new Error('nobody asks')),
            close: () => Promise.resolve(void closed.push(choice.model)),
          }),
  };
  return { answering, closed };
};

describe('who answers in a what-if', () => {
  it('is nobody where rules alone are different', () => {
    const { answering } = answeringOf({});
    expect(describeLanes(answering, { ...nothing, rules: { enabled: false } }, 'acme')).toEqual({});
  });

  it.each([
    ['free', false, false, 'workspace'],
    ['paid for', true, false, undefined],
    ['paid for and wanted', true, true, 'workspace'],
  ])('asks a baseline that is %s as it should', (_what, paidWorkspace, baseline, expected) => {
    const { answering } = answeringOf({ paidWorkspace });
    const lanes = describeLanes(answering, { ...nothing, model: 'paid', baseline }, 'acme');
    expect([lanes.candidate?.name, lanes.baseline?.name]).toEqual(['paid', expected]);
  });

  it('leaves nothing open when one of them cannot be opened', async () => {
    const { answering, closed } = answeringOf({ refuses: 'recorded' });
    const change = { ...nothing, knowledge: 'now', model: 'other' } as const;
    await expect(openLanes(answering, change, 'acme')).rejects.toThrow('the articles are away');
    expect(closed).toEqual(['other']);
  });
});
