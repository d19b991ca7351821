import type { ReasoningStep } from '@deskstream/conversation-read-models';
import { foldingRuns } from '@deskstream/conversation-read-models';
import { useMemo } from 'react';
import type { StoredEvent } from '../../api/session';
import { duration } from '../../ui/time';
import { useGrowing } from '../../ui/use-growing';
import { Passages } from './passages';
import type { View } from './use-view';

interface ReasoningProps {
  readonly events: readonly StoredEvent[];
  readonly stored: StoredEvent;
  readonly view: View;
}

/** The run that an event belongs to, step by step: what was found, drafted, called and judged, and what it cost. */
export const Reasoning = ({ events, stored, view }: ReasoningProps) => {
  const runId = runOf(stored);
  const runs = useGrowing(foldingRuns)(events);
  const run = useMemo(() => (runId === null ? null : runs(runId)), [runs, runId]);
  if (run === null || run.steps.length === 0) return null;
  const { steps, tookMs, modelCalls, toolCalls, tokens, costMicros } = run;
  return (
    <section className="reasoning" aria-label="Reasoning">
      <h2>Reasoning</h2>
      <p className="muted">
        {steps.length} steps, {duration(tookMs)}
        {modelCalls > 0 && `, ${modelCalls} model calls, ${tokens.toLocaleString()} tokens`}
        {toolCalls > 0 && `, ${toolCalls} tool calls`}
        {costMicros !== null && `, cost ${(costMicros / 1_000_000).toFixed(4)}`}
      </p>
      <ol>
        {steps.map((step) => (
          <StepItem key={step.seq} step={step} view={view} chosen={step.seq === stored.seq} />
        ))}
      </ol>
    </section>
  );
};

const runOf = ({ event }: StoredEvent): string | null => {
  if (event.type === 'ReasoningRequested') return event.id;
  return 'runId' in event.data ? event.data.runId : null;
};

const NAMES: Readonly<Record<string, string>> = {
  context: 'Read the conversation',
  retrieval: 'Searched the help center',
  'model-call': 'Asked the model',
  'tool-call': 'Called a tool',
  'tool-result': 'The tool answered',
  draft: 'Drafted',
  judgement: 'Judged the draft',
  guardrail: 'Checked by rules',
};

const StepItem = ({
  step: { seq, kind, tookMs, facts, passages, texts },
  view,
  chosen,
}: {
  step: ReasoningStep;
  view: View;
  chosen: boolean;
}) => (
  <li aria-current={chosen ? 'true' : undefined}>
    <button type="button" className="link" onClick={() => view.show({ chosen: seq })}>
      {NAMES[kind] ?? kind}
    </button>{' '}
    <small>{duration(tookMs)}</small>
    {facts.length > 0 && (
      <dl className="facts">
        {facts.map(([name, value]) => (
          <Fact key={name} name={name} value={value} />
        ))}
      </dl>
    )}
    {kind === 'retrieval' && <Passages seq={seq} passages={passages} />}
    {texts.map(({ name, text, cutFrom }) => (
      <details key={name} open={chosen}>
        <summary>
          {worded(name)}
          {cutFrom !== null && ` (cut from ${cutFrom.toLocaleString()} characters)`}
        </summary>
        <blockquote dir="auto">{text}</blockquote>
      </details>
    ))}
  </li>
);

const Fact = ({ name, value }: { name: string; value: string }) => (
  <>
    <dt>{worded(name)}</dt>
    <dd>{value}</dd>
  </>
);

const worded = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
