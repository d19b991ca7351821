import type { SessionSummary } from '@deskstream/conversation-read-models';
import { useState } from 'react';
import { Link } from 'react-router';
import type { StoredEvent } from '../../api/session';
import type { SessionAct, SessionMode } from '../../api/acts';
import { actOnSession } from '../../api/acts';
import { Act } from '../../ui/act';
import { Segments } from '../../ui/segments';
import { ExportAct } from './export-act';
import { MakeCase } from './make-case';
import './acts.css';

/** What an engineer can do about a session; each shows first what would follow. */
export const SessionActs = ({
  session,
  owner,
  events,
}: {
  session: string;
  owner: SessionSummary['owner'];
  events: readonly StoredEvent[];
}) => {
  const [done, setDone] = useState('');
  return (
    <div className="session-acts">
      {owner === 'person' ? (
        <Simple session={session} act="hand-back" name="Hand back to AI" done={setDone} />
      ) : (
        <Simple session={session} act="hand-off" name="Hand off now" done={setDone} />
      )}
      <SetMode session={session} events={events} done={setDone} />
      <ExportAct session={session} done={setDone} />
      <Link className="button" to={`/what-if?session=${encodeURIComponent(session)}`}>
        What if …
      </Link>
      <MakeCase session={session} />
      <span role="status" className="muted">
        {done}
      </span>
    </div>
  );
};

interface Acting {
  readonly session: string;
  readonly done: (told: string) => void;
}

const Simple = ({
  session,
  act,
  name,
  done,
}: Acting & { act: Exclude<SessionAct, 'set-mode'>; name: string }) => (
  <Act
    name={name}
    about={`${session} ${act}`}
    foresee={() => actOnSession(session, { act, dryRun: true })}
    describe={({ foreseen }) => <Foreseen lines={foreseen} />}
    perform={(reason) => actOnSession(session, { act, reason, dryRun: false })}
    done={() => done(`${name}: asked for. What came of it is the latest event.`)}
  />
);

const MODES: readonly (readonly [SessionMode, string])[] = [
  ['autopilot', 'Autopilot'],
  ['assist', 'Assist'],
  ['watch', 'Watch only'],
];

const SetMode = ({ session, events, done }: Acting & { events: readonly StoredEvent[] }) => {
  const now = modeOf(events);
  const [mode, setMode] = useState<SessionMode>(now === 'watch' ? 'autopilot' : 'watch');
  return (
    <Act
      name="Set mode"
      about={`${session} ${mode} ${events.length}`}
      choices={<Segments label="Mode" options={MODES} chosen={mode} choose={setMode} />}
      foresee={() => actOnSession(session, { act: 'set-mode', mode, dryRun: true })}
      describe={({ foreseen }) => <Foreseen lines={foreseen} />}
      perform={(reason) => actOnSession(session, { act: 'set-mode', mode, reason, dryRun: false })}
      done={() => done('The mode is set.')}
    />
  );
};

const modeOf = (events: readonly StoredEvent[]): SessionMode => {
  const last = events.findLast(({ event }) => event.type === 'SessionModeSet')?.event;
  return last?.type === 'SessionModeSet' ? last.data.mode : 'autopilot';
};

/** Decided by the server's own code on the state of now, and not written. */
const Foreseen = ({ lines }: { lines: readonly { type: string; text: string }[] }) => (
  <>
    <p>This would follow now:</p>
    <ol className="foreseen">
      {lines.map(({ type, text }, index) => (
        <li key={index}>
          {text} <small>{type}</small>
        </li>
      ))}
    </ol>
  </>
);
