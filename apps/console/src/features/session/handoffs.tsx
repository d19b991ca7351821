import type { Handoff } from '@deskstream/conversation-read-models';
import { handoffsOf } from '@deskstream/conversation-read-models';
import { useMemo } from 'react';
import type { StoredEvent } from '../../api/session';
import type { Tone } from '../../ui/chip';
import { Chip } from '../../ui/chip';
import { dayAndTime, duration } from '../../ui/time';
import type { View } from './use-view';

const ENDS: Readonly<Record<Handoff['end'], readonly [Tone, string]>> = {
  'under-way': ['accent', 'under way'],
  confirmed: ['good', 'confirmed'],
  contested: ['bad', 'contested'],
  failed: ['bad', 'failed'],
};

/** How the conversation went to people, each time. */
export const Handoffs = ({ events, view }: { events: readonly StoredEvent[]; view: View }) => {
  const handoffs = useMemo(() => handoffsOf(events), [events]);
  if (handoffs.length === 0) return null;
  return (
    <section className="symptom" aria-label="Handoff history">
      <h2>Handoff history</h2>
      <ol className="handoffs">
        {handoffs.map(({ seq, at, cause, summary, end, tookMs, steps }) => (
          <li key={seq}>
            <p>
              <button
                type="button"
                className="link"
                onClick={() => view.show({ chosen: seq, panel: 'event' })}
              >
                {cause.replaceAll('-', ' ')}
              </button>{' '}
              <Chip tone={ENDS[end][0]}>{ENDS[end][1]}</Chip>{' '}
              <small>
                {dayAndTime(at)}
                {tookMs !== null && `, took ${duration(tookMs)}`}, {steps.length} events
              </small>
            </p>
            <details>
              <summary>What people were told</summary>
              <blockquote dir="auto">{summary}</blockquote>
            </details>
          </li>
        ))}
      </ol>
    </section>
  );
};
