import { readBundle } from '@deskstream/conversation-bundle';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../styles.css';
import { OpenFile } from './open-file';
import { Viewer } from './viewer';
import './viewer.css';

const text = document.getElementById('bundle')?.textContent ?? null;
const root = document.getElementById('root');
if (root !== null)
  createRoot(root).render(
    <StrictMode>{text === null ? <OpenFile /> : <Opened text={text} />}</StrictMode>,
  );

function Opened({ text }: { text: string }) {
  const read = readBundle(text);
  return read.ok ? <Viewer bundle={read.bundle} /> : <OpenFile because={read.because} />;
}
