import { startChat } from './chat';
import { openStorage } from './storage';
import { mount } from './view';

/** `<script src="…/widget.js" data-workspace="…" data-title="…">`: everything else follows from it. */
const script = document.currentScript;
const workspace = script instanceof HTMLScriptElement ? script.dataset['workspace'] : undefined;

if (script instanceof HTMLScriptElement && workspace) {
  const base = `${new URL(script.src).origin}/v1/${encodeURIComponent(workspace)}`;
  const begin = (): void => {
    const view = mount(script.dataset['title'] ?? 'Chat with us');
    const storage = openStorage(`deskstream.${workspace}`);
    view.connect(startChat(base, storage, view.show), storage);
  };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin);
  else begin();
}
