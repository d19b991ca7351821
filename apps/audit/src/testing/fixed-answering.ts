import type { AnswererChoice, Answering, DescribedAnswerer } from '@deskstream/platform-trials';

/** Gives one answer to everything; remembers how it was opened, and that it was closed. */
export const fixedAnswering = (text: string) => {
  const choices: AnswererChoice[] = [];
  let open = 0;
  const describe = ({ model }: AnswererChoice): DescribedAnswerer => ({
    name: `fixed for ${model}`,
    costOf: model === 'paid' ? ({ inputTokens }) => inputTokens : null,
  });
  const answering: Answering = {
    describe,
    open: (choice) => {
      choices.push(choice);
      open += 1;
      return Promise.resolve({
        ...describe(choice),
        answer: () =>
          Promise.resolve({
            result: { kind: 'answer', text, confidence: 1, sources: [] },
            answerer: 'fixed',
            tookMs: 5,
          }),
        close: () => {
          open -= 1;
          return Promise.resolve();
        },
      });
    },
  };
  return { answering, choices, opened: () => choices.length, stillOpen: () => open };
};
