import { describeShard } from './simulation.suite';

describeShard(0, 2);
