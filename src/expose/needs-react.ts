/**
 * Imported before anything else by each component of the container that shares React: with another React than 19 what they are made of
 * would break the page's own rendering. This way the module does not load, which the page's loader tells as a typed reason.
 */
import { version } from 'react';
import { fit as fitsTo } from './about.ts';

const answer = fitsTo({ react: version });
// The name is what `host/remote-error.ts` tells it by.
if (!answer.fits) throw Object.assign(new TypeError(answer.message), { name: 'ReactMismatch' });
