export { DECIDE_GROUP, startDecide } from './decide/start-decide';
