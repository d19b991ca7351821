import type { PlaceDiagnosis } from '@deskstream/conversation-why';
import { useQueryClient } from '@tanstack/react-query';
import type { Connection, ConnectionCheck } from '../../api/workspaces';
import { verifyNow } from '../../api/workspaces';
import { Act } from '../../ui/act';
import { Copy } from '../../ui/copy';
import { May } from '../../ui/me';
import { LightMark } from '../../ui/light';
import { dayAndTime } from '../../ui/time';
import { Symptom } from '../why/symptom';

const VENDORS: Readonly<Record<string, string>> = {
  intercom: 'Intercom',
  hubspot: 'HubSpot',
  front: 'Front',
  'web-chat': 'Web chat',
};

/** What is wrong with it comes first. */
export const ConnectionCard = ({
  connection,
  wrong,
}: {
  connection: Connection;
  wrong: readonly PlaceDiagnosis[];
}) => {
  const { vendor, light, deliveries, refused, errorBudget } = connection;
  return (
    <article className="connection" aria-label={VENDORS[vendor] ?? vendor}>
      <header>
        <h3>{VENDORS[vendor] ?? vendor}</h3>
        <LightMark light={light} />
      </header>
      {wrong.map((diagnosis) => (
        <Symptom key={diagnosis.symptom} diagnosis={diagnosis} heading="h4" />
      ))}
      <Webhook connection={connection} />
      <Topics connection={connection} />
      <p className="connection-line">
        <LightMark light={deliveries.light}>
          {deliveries.hoursSinceLast === null
            ? 'no delivery yet'
            : `${deliveries.accepted.toLocaleString()} deliveries, the last ${deliveries.hoursSinceLast} h ago`}
        </LightMark>
      </p>
      {refused.map(({ code, count, lastAt }) => (
        <p key={code} className="connection-line">
          <LightMark light="warning">
            {count} refused, {code}, last {dayAndTime(lastAt)}
          </LightMark>
        </p>
      ))}
      {errorBudget !== null && (
        <p className="connection-line">
          <LightMark light={errorBudget.light}>
            {errorBudget.pause.errors} of {errorBudget.pause.limit} errors before the vendor pauses
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
            answered in {acknowledgement.averageMs} ms, the longest {acknowledgement.maxMs} ms; over
            500 ms: {acknowledgement.slow}, over 5 s: {acknowledgement.late}
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
            {lookedFor(gapCheck)}, {dayAndTime(gapCheck.at)}
          </LightMark>
        </p>
      )}
    </>
  );
};

const lookedFor = ({
  result,
  suspected,
  compared,
}: NonNullable<Connection['watched']['gapCheck']>): string => {
  if (result === 'unreadable') return 'could not be compared with the help desk';
  return suspected === 0
    ? 'no message was missed'
    : `messages were missed in ${suspected} of ${compared} threads; the log asked for them`;
};

const Webhook = ({ connection: { webhookUrl } }: { connection: Connection }) => {
  const { configured, path, light, fix } = webhookUrl;
  const url = configured ?? path;
  return (
    <div className="connection-line">
      <LightMark light={light}>
        Webhook <code>{url}</code>
      </LightMark>
      <Copy text={url} what="the webhook URL" />
      {light !== 'ok' && fix !== null && <p className="fix">{fix}</p>}
    </div>
  );
};

const Topics = ({ connection: { topics } }: { connection: Connection }) => (
  <ul className="topics">
    {topics
      .filter(({ required }) => required)
      .map(({ topic, light, lastAt }) => (
        <li key={topic}>
          <LightMark light={light}>
            {topic} <small>{lastAt === null ? 'never seen' : dayAndTime(lastAt)}</small>
          </LightMark>
        </li>
      ))}
  </ul>
);

const Verification = ({
  connection: { workspace, vendor, verification },
}: {
  connection: Connection;
}) => {
  const client = useQueryClient();
  return (
    <footer>
      {verification === null ? (
        <p className="connection-line">Never verified.</p>
      ) : (
        <details open={verification.light === 'failed'}>
          <summary>
            <LightMark light={verification.light}>
              Verified {dayAndTime(verification.at)}, {verification.checks.length} checks
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
        <Act
          name="Verify now"
          about={`${workspace} ${vendor}`}
          foresee={() => Promise.resolve(vendor)}
          describe={() => (
            <p>
              Reads with the stored credentials at {VENDORS[vendor] ?? vendor}: who the token
              belongs to, what it may do, which webhooks are subscribed. Changes nothing there; what
              was found is kept in the log.
            </p>
          )}
          perform={(reason) => verifyNow(workspace, vendor, reason)}
          done={() => void client.invalidateQueries({ queryKey: ['connections', workspace] })}
        />
      </May>
    </footer>
  );
};

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
