import type { PlaceDiagnosis } from '@deskstream/conversation-why';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Connection, ConnectionCheck } from '../../api/workspaces';
import { verifyNow } from '../../api/workspaces';
import { Copy } from '../../ui/copy';
import { May } from '../../ui/me';
import { LightMark } from '../../ui/light';
import { Failed } from '../../ui/states';
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
      <Verification connection={connection} />
    </article>
  );
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
  const verify = useMutation({
    mutationFn: () => verifyNow(workspace, vendor),
    onSuccess: () => client.invalidateQueries({ queryKey: ['connections', workspace] }),
  });
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
        <button
          type="button"
          className="button"
          disabled={verify.isPending}
          onClick={() => verify.mutate()}
        >
          {verify.isPending ? 'Verifying …' : 'Verify now'}
        </button>
      </May>
      {verify.isError && <Failed error={verify.error} />}
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
