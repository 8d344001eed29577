import { ChakraProvider, defaultSystem } from '@chakra-ui/react';
import type { ReactNode } from 'react';

/** As little as a remote with Chakra can be: what the chat's start is compared with. */
export default function Empty(): ReactNode {
  return (
    <ChakraProvider value={defaultSystem}>
      <textarea aria-label="Message" />
    </ChakraProvider>
  );
}
