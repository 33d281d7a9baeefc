import { interactiveTables } from './tables.js';
import { themeToggle } from './theme.js';

themeToggle();
interactiveTables();
