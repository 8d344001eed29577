/**
 * `--import` this before tsx: files that a mutant names are loaded with its changes, in this process and in those it starts. The disk
 * stays as it is. A hook that is registered earlier is asked later, so the text that is changed is the source, not what tsx makes of it.
 */
import { register } from 'node:module';

register('./loader-hooks.mjs', import.meta.url, { data: process.env.MUTANT ?? '' });
