import { SessionPage } from './features/session/session-page';
import { PAGES, SESSION } from './pages';
import { start } from './start';

// The entry for the address of a session: its page comes with the rest and is shown at once, not after a wait.
start(PAGES.map((page) => (page.path === SESSION ? { ...page, page: SessionPage } : page)));
