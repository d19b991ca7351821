import type { Clock } from '@deskstream/kernel';
import { parsePartitionKey } from '@deskstream/kernel';
import { rulesFor } from '@deskstream/port-settings';
import type { Output } from '../cli/output';
import type { Installation } from '../installation/open-installation';
import { answeringHere } from './answering-here';
import type { EvaluateRequest } from './evaluate.command';
import { evaluate } from './evaluate.command';
import { readSet } from './evaluation-file';

/** With the rules in force, the articles and the model of this installation. */
export const evaluateHere = async (
  installation: Installation,
  output: Output,
  request: EvaluateRequest & { readonly model: string },
  clock: Clock,
): Promise<void> => {
  const [first] = readSet(request.set).cases;
  const { workspace = '' } = parsePartitionKey(first?.session ?? '') ?? {};
  const answerer = await answeringHere(installation, clock).open({
    ...{ model: request.model, workspace, prompts: [], knowledge: 'now' },
  });
  try {
    await evaluate(output, request, {
      answerer,
      at: clock.now(),
      signal: new AbortController().signal,
      rulesOf: (session) => {
        const key = parsePartitionKey(session);
        const current = installation.settings.current(key?.workspace ?? '');
        return current === null ? null : rulesFor(current, key?.vendor ?? '');
      },
    });
  } finally {
    await answerer.close();
  }
};
