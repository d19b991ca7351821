import { useState } from 'react';
import type { Connection } from '../../api/workspaces';
import { Copy } from '../../ui/copy';
import { LightMark } from '../../ui/light';
import { Failed } from '../../ui/states';
import { dayAndTime } from '../../ui/time';
import { FormField } from '../../ui/form-field';
import { refusalText } from './refusals';
import { useSaveConnection } from './use-setup';
import { baseOf, webhookUrlOf } from './webhook-url';
import type { StepProps } from './wizard-page';

/** The URL to enter at the help desk, and a light per topic that turns on when it is first heard of. */
export const WebhooksStep = (props: StepProps) => {
  const { workspace, text, known, next } = props;
  if (known.connection === null || text.webhook === null)
    return <p className="muted">Enter the credentials first.</p>;
  const url =
    known.connection.publicWebhookUrl ??
    webhookUrlOf('https://<your host>', text.vendor, workspace);
  const accepted = known.health?.deliveries.accepted ?? 0;
  return (
    <>
      <p>Enter this address at {text.name}:</p>
      <div className="webhook-url">
        <code>{url}</code>
        <Copy text={url} what="the webhook URL" />
      </div>
      <p className="muted">
        {text.webhook.where} {text.webhook.after}
      </p>
      <p>{text.webhook.topics}</p>
      <TopicLights health={known.health} />
      <Arrivals health={known.health} accepted={accepted} />
      <div className="form-actions">
        <button type="button" className="button button-primary" onClick={next}>
          {accepted > 0 ? 'Continue' : 'Continue, the test message will show it'}
        </button>
      </div>
      <OtherAddress key={url} {...props} url={url} />
    </>
  );
};

const TopicLights = ({ health }: { health: Connection | null }) => (
  <ul className="check-list" aria-live="polite" aria-label="Topics">
    {(health?.topics ?? [])
      .filter(({ required }) => required)
      .map(({ topic, lastAt }) => (
        <li key={topic}>
          <LightMark light={lastAt === null ? 'unknown' : 'ok'}>
            <code>{topic}</code>{' '}
            <small>{lastAt === null ? 'not heard yet' : `heard ${dayAndTime(lastAt)}`}</small>
          </LightMark>
        </li>
      ))}
  </ul>
);

/** What came in so far, and what was refused with the reason. */
export const Arrivals = ({ health, accepted }: { health: Connection | null; accepted: number }) => (
  <div role="status">
    {accepted > 0 ? (
      <LightMark light="ok">
        Webhooks arrive: {accepted.toLocaleString()} so far. A light turns on when its topic first
        happens.
      </LightMark>
    ) : (
      <LightMark light="unknown">Nothing has arrived yet.</LightMark>
    )}
    {(health?.refused ?? []).map(({ code, count, lastAt }) => (
      <p key={code} className="setup-refused">
        <LightMark light="warning">
          {count} refused, the last {dayAndTime(lastAt)}: {refusalText(code)} <small>{code}</small>
        </LightMark>
      </p>
    ))}
    {accepted > 0 && health?.webhookUrl.light === 'failed' && (
      <p className="setup-refused">
        <LightMark light="warning">{health.webhookUrl.fix}</LightMark>
      </p>
    )}
  </div>
);

const OtherAddress = ({ workspace, text, inForce, known, url }: StepProps & { url: string }) => {
  const [base, setBase] = useState(baseOf(url));
  const save = useSaveConnection(workspace, inForce);
  return (
    <details className="other-address">
      <summary>Is Deskstream reached at another address?</summary>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          const publicWebhookUrl = webhookUrlOf(base, text.vendor, workspace);
          save.mutate({
            connection: { ...known.connection, publicWebhookUrl },
            reason: `setup: webhook URL of ${text.name}`,
          });
        }}
      >
        <FormField
          label="Public address"
          type="url"
          required
          value={base}
          onChange={({ target }) => setBase(target.value)}
          help="Host of ingress as the internet sees it, with https:// and without a path."
        />
        {save.isError && <Failed error={save.error} />}
        <div className="form-actions">
          <button type="submit" className="button" disabled={save.isPending}>
            Use this address
          </button>
        </div>
      </form>
    </details>
  );
};
