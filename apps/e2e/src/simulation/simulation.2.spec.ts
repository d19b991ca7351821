import { describeShard } from './simulation.suite';

describeShard(1, 2);
