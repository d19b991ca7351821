import { PAGES } from './pages';
import { start } from './start';

start(PAGES);
