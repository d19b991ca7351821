import type { StreamHead } from '@deskstream/contracts';
import { applyRecord, emptyHead, TOPICS } from '@deskstream/contracts';
import type { PartitionEnds } from '@deskstream/port-event-log';
import { CommandError, EXIT } from '../cli/command-error';
import type { Output, Progress } from '../cli/output';
import type { Installation } from '../installation/open-installation';

interface Break {
  readonly where: string;
  readonly because: string;
}

/**
 * Reads the whole conversation event log and proves it: gapless `seq`, whole hash chain, the fold
 * equal to the recorded states, and the stream index equal to the log.
 */
export const verify = async (installation: Installation, output: Output): Promise<void> => {
  const ends = await installation.log.ends(TOPICS.events);
  const total = ends.reduce((sum, { start, end }) => sum + end - start, 0);
  const progress = output.progress(total, 'verifying');
  const breaks: Break[] = [];
  let conversations = 0;
  let events = 0;
  for (const end of ends) {
    const found = await verifyPartition(installation, end, progress);
    conversations += found.conversations;
    events += found.events;
    breaks.push(...found.breaks);
  }
  progress.end();
  report(output, { conversations, events, breaks });
};

const verifyPartition = async (
  { log, index }: Installation,
  { partition, start, end }: PartitionEnds,
  progress: Progress,
) => {
  const heads = new Map<string, StreamHead | null>();
  const breaks: Break[] = [];
  let events = 0;
  let next = start;
  const range = { topic: TOPICS.events, partition, from: start, to: end };
  for await (const record of log.readTopic(range)) {
    events += 1;
    next = record.offset + 1;
    progress.advance(1);
    const head = heads.get(record.key);
    if (head === null) continue;
    const applied = applyRecord(head ?? emptyHead(), record);
    heads.set(record.key, applied.ok ? applied.value.head : null);
    if (!applied.ok)
      breaks.push({
        where: `${partition}:${record.offset} ${record.key}`,
        because: applied.because,
      });
  }
  const checkpoint = await index.checkpoint(partition);
  if (checkpoint < next)
    breaks.push({
      where: `stream index of partition ${partition}`,
      because: `it ends at ${checkpoint}, the log at ${next}; is the orchestrator running?`,
    });
  return { conversations: heads.size, events, breaks };
};

const report = (
  output: Output,
  result: { conversations: number; events: number; breaks: readonly Break[] },
): void => {
  output.value(result);
  output.line(`${result.events} events of ${result.conversations} conversations read.`);
  for (const { where, because } of result.breaks) output.line(`✗ ${where}: ${because}`);
  if (result.breaks.length > 0)
    throw new CommandError(`${result.breaks.length} problems found.`, EXIT.broken);
  output.line(
    '✓ seq gapless, hash chains whole, every recorded state equals its fold, index current.',
  );
};
