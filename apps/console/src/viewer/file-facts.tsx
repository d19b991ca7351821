import type { Bundle } from '@deskstream/conversation-bundle';
import { dayAndTime } from '../ui/time';

/** What is in the file beside the events. */
export const FileFacts = ({ bundle }: { bundle: Bundle }) => {
  const { chain, replaced, deliveries, settings, state } = bundle;
  return (
    <footer className="page page-wide viewer-facts">
      <h2>About this file</h2>
      <dl className="facts">
        <dt>Hash chain of the log</dt>
        <dd>
          {chain.verifiedBeforeRedaction
            ? 'Verified before personal data were replaced. Hashes are those of the log and fit no more.'
            : `Broken before the export: ${chain.broken ?? 'unknown'}`}
        </dd>
        <dt>Replaced</dt>
        <dd>
          {Object.entries(replaced)
            .map(([name, count]) => `${count} × ${name}`)
            .join(', ') || 'nothing'}
        </dd>
        <dt>Fold</dt>
        <dd>version {state.foldVersion}</dd>
      </dl>
      <details>
        <summary>Deliveries of the help desk: {deliveries.length}</summary>
        <ul>
          {deliveries.map(({ id, vendorTopic, receivedAt, times, inputs }) => (
            <li key={id}>
              <span className="id">{id}</span> {vendorTopic}, {dayAndTime(receivedAt)}, sent{' '}
              {times === 1 ? 'once' : `${times} times`}, led to{' '}
              {inputs === 1 ? 'one input' : `${inputs} inputs`}
            </li>
          ))}
        </ul>
      </details>
      {settings.map(({ version, inForce, rules }) => (
        <details key={version}>
          <summary>
            Settings, version {version}
            {inForce && ', in force at the export'}
          </summary>
          <pre tabIndex={0} aria-label={`Settings, version ${version}`}>
            {JSON.stringify(rules, null, 2)}
          </pre>
        </details>
      ))}
    </footer>
  );
};
