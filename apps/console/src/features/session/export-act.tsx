import type { BundleContents } from '@deskstream/conversation-bundle';
import { useState } from 'react';
import { exportSession, foreseeExport } from '../../api/acts';
import { Act } from '../../ui/act';
import { Segments } from '../../ui/segments';

const FORMS = [
  ['html', 'Page that opens offline'],
  ['json', 'Data for tests'],
] as const;

const TEXTS = [
  ['redacted', 'Texts redacted'],
  ['masked', 'Texts left out'],
] as const;

/** One redacted file of the session; says first what will be in it. */
export const ExportAct = ({ session, done }: { session: string; done: (told: string) => void }) => {
  const [as, setAs] = useState<(typeof FORMS)[number][0]>('html');
  const [text, setText] = useState<(typeof TEXTS)[number][0]>('redacted');
  const mask = text === 'masked';
  return (
    <Act
      name="Export"
      about={`${session} ${text}`}
      choices={
        <div className="act-choices">
          <Segments label="File" options={FORMS} chosen={as} choose={setAs} />
          <Segments label="Texts" options={TEXTS} chosen={text} choose={setText} />
        </div>
      }
      foresee={() => foreseeExport(session, { mask })}
      describe={(contents) => <Contents contents={contents} />}
      perform={async (reason) => save(await exportSession(session, { as, mask, reason }), as)}
      done={() => done('The file is made, and the log notes it.')}
    />
  );
};

const Contents = ({
  contents: { events, deliveries, settingsVersions, symptoms, replaced, verifiedBeforeRedaction },
}: {
  contents: BundleContents;
}) => (
  <>
    <p>In the file:</p>
    <ul>
      <li>
        {events} events, {deliveries} deliveries without their bodies, and the rules of{' '}
        {settingsVersions.length === 1 ? 'one version' : `${settingsVersions.length} versions`} of
        the settings. No secrets.
      </li>
      <li>What was found wrong: {symptoms.length === 0 ? 'nothing' : symptoms.join(', ')}.</li>
      <li>
        Replaced:{' '}
        {Object.entries(replaced)
          .map(([name, count]) => `${count} × ${name}`)
          .join(', ') || 'nothing'}
        . Names of others that stand only in a message, and postal addresses, may be left: read it
        before you pass it on, or leave texts out.
      </li>
      <li>
        {verifiedBeforeRedaction
          ? 'The hash chain is whole; the file says so.'
          : 'The hash chain is broken; the file says so.'}
      </li>
    </ul>
  </>
);

const save = (file: Blob, as: string): void => {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = `deskstream-session.${as}`;
  link.click();
  URL.revokeObjectURL(url);
};
