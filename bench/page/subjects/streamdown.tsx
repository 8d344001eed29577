import { Streamdown } from 'streamdown';
import { startGrowingText } from '../growing-text.tsx';

/** As its documentation shows it; a starter page. No highlighter, no diagrams, no animation. */
startGrowingText(({ text, open }) => (
  <Streamdown isAnimating={open} parseIncompleteMarkdown>
    {text}
  </Streamdown>
));
