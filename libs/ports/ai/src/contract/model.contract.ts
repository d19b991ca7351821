import { answers } from './model-answers';
import { failures } from './model-failures';
import type { Open } from './scripted-calls';
import { scriptedCalls } from './scripted-calls';

export type { ModelTimeouts, OpenModel } from './scripted-calls';

export const modelContract = (name: string, open: Open): void =>
  describe(`${name} as a model`, () => {
    const calls = scriptedCalls(open);
    answers(calls);
    failures(calls);
  });
