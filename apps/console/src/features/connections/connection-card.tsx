import type { PlaceDiagnosis } from '@deskstream/conversation-why';
import type { Connection, ConnectionCheck } from '../../api/workspaces';
import { ByWhom } from '../../ui/by-whom';
import { Copy } from '../../ui/copy';
import { May } from '../../ui/me';
import { LightMark } from '../../ui/light';
import { When } from '../../ui/when';
import { Symptom } from '../why/symptom';
import { lookedFor } from './looked-for';
import { VENDORS } from './vendors';
import { VerifyAct } from './verify-act';

/** What is wrong with it comes first. */
export const ConnectionCard = ({
  connection,
  wrong,
}: {
  connection: Connection;
  wrong: readonly PlaceDiagnosis[];
}) => {
  const { vendor, light, deliveries, refused, errorBudget } = connection;
  const waits = deliveries.light === 'unknown';
  return (
    <article
      className={waits ? 'connection waits' : 'connection'}
      aria-label={VENDORS[vendor] ?? vendor}
    >
      <header>
        <h3>{VENDORS[vendor] ?? vendor}</h3>
        <LightMark light={light} />
      </header>
      {wrong.map((diagnosis) => (
        <Symptom key={diagnosis.symptom} diagnosis={diagnosis} heading="h4" />
      ))}
      <Webhook connection={connection} told={wrong.length > 0} />
      <Topics connection={connection} />
      <p className="connection-line">
        <LightMark light={deliveries.light}>
          {deliveries.lastAt === null ? (
            'No webhook yet'
          ) : (
            <>
              {counted(deliveries.accepted, 'webhook')}, the last <When at={deliveries.lastAt} />
            </>
          )}
        </LightMark>
      </p>
      {refused.map(({ code, count, lastAt }) => (
        <p key={code} className="connection-line">
          <LightMark light="warning">
            {count} refused, {code}, the last <When at={lastAt} />
          </LightMark>
        </p>
      ))}
      {errorBudget !== null && (
        <p className="connection-line">
          <LightMark light={errorBudget.light}>
            {errorBudget.pause.errors} of {errorBudget.pause.limit} errors in 15 minutes; then{' '}
            {VENDORS[vendor] ?? vendor} pauses
          </LightMark>
        </p>
      )}
      <Watched connection={connection} />
      <Verification connection={connection} />
    </article>
  );
};

/** How fast we answer (S010), what came twice, what no webhook told of. */
const Watched = ({ connection: { watched } }: { connection: Connection }) => {
  const { acknowledgement, duplicates, gapCheck } = watched;
  return (
    <>
      {acknowledgement !== null && (
        <p className="connection-line">
          <LightMark light={acknowledgement.light}>
            Answered in {acknowledgement.averageMs} ms, the longest in {acknowledgement.maxMs} ms
            {tooSlow(acknowledgement)}
          </LightMark>
        </p>
      )}
      {duplicates > 0 && (
        <p className="connection-line">
          <LightMark light="ok">{duplicates} sent twice and used once, in 7 days</LightMark>
        </p>
      )}
      {gapCheck !== null && (
        <p className="connection-line">
          <LightMark light={gapCheck.light}>
            {lookedFor(gapCheck)}, looked{' '}
            <ByWhom at={gapCheck.at} by={gapCheck.because} reason={gapCheck.reason} />
          </LightMark>
        </p>
      )}
    </>
  );
};

const counted = (count: number, what: string): string =>
  `${count.toLocaleString()} ${what}${count === 1 ? '' : 's'}`;

/** The help desk wants an answer in 500 ms, and counts an error after 5 s. */
const tooSlow = ({ slow, late }: { slow: number; late: number }): string =>
  slow + late === 0 ? '' : `; ${slow} took over 500 ms, ${late} over 5 s`;

const Webhook = ({
  connection: { webhookUrl },
  told,
}: {
  connection: Connection;
  /** What to do stands above already. */
  told: boolean;
}) => {
  const { configured, path, light, fix } = webhookUrl;
  const url = configured ?? path;
  return (
    <div className="connection-line">
      <LightMark light={light}>
        Webhook <code>{url}</code>
      </LightMark>
      <Copy text={url} what="the webhook URL" />
      {light !== 'ok' && fix !== null && !told && <p className="fix">{fix}</p>}
    </div>
  );
};

/** A topic that never came: not yet, or though others came for a day. */
const NEVER = {
  ok: '',
  warning: '',
  unknown: 'not seen yet',
  failed: 'never seen: subscribe to it',
} as const;

const Topics = ({ connection: { topics } }: { connection: Connection }) => (
  <ul className="topics">
    {topics
      .filter(({ required }) => required)
      .map(({ topic, light, lastAt }) => (
        <li key={topic}>
          <LightMark light={light}>
            {topic} <small>{lastAt === null ? NEVER[light] : <When at={lastAt} />}</small>
          </LightMark>
        </li>
      ))}
  </ul>
);

const Verification = ({
  connection: { workspace, vendor, verification },
}: {
  connection: Connection;
}) => (
  <footer>
    {verification === null ? (
      <p className="connection-line">Never verified.</p>
    ) : (
      <details open={verification.light === 'failed'}>
        <summary>
          <LightMark light={verification.light}>
            Verified{' '}
            <ByWhom
              at={verification.at}
              by={verification.requestedBy}
              reason={verification.reason}
            />{' '}
            ({counted(verification.checks.length, 'check')})
          </LightMark>
        </summary>
        <ul className="checks">
          {verification.checks.map((check) => (
            <Check key={check.name} check={check} />
          ))}
        </ul>
      </details>
    )}
    <May role="engineer">
      <VerifyAct workspace={workspace} vendor={vendor} />
    </May>
  </footer>
);

const Check = ({
  check: { name, result, code, expected, found, fix },
}: {
  check: ConnectionCheck;
}) => (
  <li>
    <LightMark light={result}>
      {name}: {result === 'ok' ? found : `expected ${expected}, found ${found}`}
      {code !== undefined && <small> {code}</small>}
    </LightMark>
    {fix !== undefined && result !== 'ok' && <p className="fix">{fix}</p>}
  </li>
);
