import { useState } from 'react';
import type { KnowledgeSourceSettings, SourceStatus } from '../../api/knowledge';
import type { InForce } from '../../api/setup';
import { CheckLine } from '../../ui/check-line';
import { DraftForm } from '../../ui/draft-form';
import { LightMark } from '../../ui/light';
import { May } from '../../ui/me';
import { ByWhom } from '../../ui/by-whom';
import { dayAndTime } from '../../ui/time';
import { KINDS, SourceForm, without } from './source-form';
import { SyncAct } from './sync-act';

const STATES = {
  off: ['unknown', 'Switched off'],
  'never-synced': ['warning', 'Never synced'],
  syncing: ['unknown', 'Syncing now …'],
  good: ['ok', 'In step with its source'],
  'partly-failed': ['warning', 'Some articles could not be read'],
  refused: ['failed', 'Not imported: a check failed'],
  unavailable: ['failed', 'The source does not answer'],
} as const;

interface Given {
  readonly workspace: string;
  readonly inForce: InForce;
  readonly status: SourceStatus;
  /** `null`: it was removed since. */
  readonly source: KnowledgeSourceSettings | null;
}

/** How one source is doing (S083 to S087), and what can be done about it. */
export const SourceCard = (given: Given) => {
  const { workspace, status, source, inForce } = given;
  const [doing, setDoing] = useState<'edit' | 'remove' | null>(null);
  const close = () => setDoing(null);
  return (
    <li className="source">
      <header>
        <h3>{status.id}</h3>
        <span className="muted">
          {KINDS[status.kind]}
          {status.location !== null && `, ${status.location}`}
        </span>
      </header>
      <State status={status} />
      {status.code !== null && status.fix !== null && (
        <p className="muted">
          {status.fix} <small>{status.code}</small>
        </p>
      )}
      <LastSync status={status} />
      <div className="form-actions">
        <May role="engineer">
          <SyncAct workspace={workspace} source={status.id} />
        </May>
        {source !== null && (
          <May role="admin">
            <button
              type="button"
              className="quiet"
              aria-expanded={doing === 'edit'}
              onClick={() => setDoing(doing === 'edit' ? null : 'edit')}
            >
              Edit
            </button>
            <button
              type="button"
              className="quiet"
              aria-expanded={doing === 'remove'}
              onClick={() => setDoing(doing === 'remove' ? null : 'remove')}
            >
              Remove
            </button>
          </May>
        )}
      </div>
      {source !== null && doing === 'edit' && (
        <SourceForm workspace={workspace} inForce={inForce} source={source} done={close} />
      )}
      {doing === 'remove' && (
        <DraftForm
          workspace={workspace}
          inForce={inForce}
          draft={without(inForce.draft, status.id)}
          saved={close}
        >
          {() => <p>The AI no longer answers from the articles of this source.</p>}
        </DraftForm>
      )}
    </li>
  );
};

const State = ({ status: { state, requested } }: Synced) => {
  const [light, words] = STATES[state];
  return (
    <div role="status">
      <LightMark light={light}>{words}</LightMark>
      {requested !== null && <span className="muted"> A sync was asked for.</span>}
    </div>
  );
};

const LastSync = ({ status: { last, lastCompleteAt, everyMinutes, select } }: Synced) => (
  <>
    <p className="muted">
      {lastCompleteAt === null
        ? 'No complete sync yet.'
        : `Last complete sync ${dayAndTime(lastCompleteAt)}.`}{' '}
      Every {everyMinutes} minutes. {selected(select)}
    </p>
    {last !== null && (
      <p>
        {last.counts.listed.toLocaleString()} articles: {last.counts.added} added,{' '}
        {last.counts.changed} changed, {last.counts.removed} removed, {last.counts.failed} failed.{' '}
        <small className="muted">
          <ByWhom at={last.at} by={last.because} reason={last.reason} />
        </small>
      </p>
    )}
    {last !== null && last.checks.length > 0 && (
      <ul className="check-list">
        {last.checks.map((check) => (
          <CheckLine key={check.name} check={check} />
        ))}
      </ul>
    )}
    {last !== null && last.errors.length > 0 && (
      <details>
        <summary>Errors by article ({last.errors.length})</summary>
        <ul className="check-list">
          {last.errors.map(({ articleId, because }) => (
            <li key={articleId}>
              <code>{articleId}</code>: {because}
            </li>
          ))}
        </ul>
      </details>
    )}
  </>
);

interface Synced {
  readonly status: SourceStatus;
}

const selected = (select: readonly string[]): string => {
  if (select.length === 0) return '';
  return select.includes('*') ? 'All help centers.' : `Selected: ${select.join(', ')}.`;
};
