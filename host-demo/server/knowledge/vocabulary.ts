/**
 * General English for questions to a help desk: words that say nothing about the topic, phrases that are one idea, and words people use
 * for the same thing. It knows no article; an article's own wording belongs into its `questions`.
 */

const list = (text: string): string[] => text.trim().split(/\s+/);

export const stopWords: ReadonlySet<string> = new Set(
  list(`
  a an the this that these those there here it its itself they them their theirs he him his she her hers we us our ours i me my mine you your yours
  who whom whose which what when where why how whether if then than so as at by for from in into of off on onto out over to up with without within
  about after again against all also although am and any anybody anyone anything anyway are arent around be because been before being below between both but
  can cannot cant could couldnt did didnt do does doesnt doing done dont down during each either else etc ever every everybody everyone everything few further
  get gets getting got gotten go goes going gone had hadnt has hasnt have havent having hello hey hi hiya id ill im ive id is isnt just kind least let lets like lot lots
  made make makes making many may maybe me might more most much must mustnt need needs needed neither never next no nobody none nor not nothing now ok okay one ones only or other others otherwise ought
  own per perhaps please pls plz possible possibly put quite rather really right same say says see seem seems shall shant should shouldnt since some somebody somehow someone something sometimes
  still such sure take takes taking tell thank thanks that's theres thing things think though through thus till today too tried try trying two u ur under unless until upon use used uses using
  usually very via want wants wanted was wasnt way ways well went were werent whats wheres hows whos will wont would wouldnt wud yes yet youre youve shouldve
  actually already always anymore basically cause currently exactly finally guys help helpful idea info information keep keeps kept know long look looking mean means method mine moment
  normally nowadays often previously probably properly quickly question questions show simply soon stuff suddenly supposed asap hope wish wonder wondering urgent urgently somewhere anywhere everywhere
  able allow allowed allows best better big come comes came explain find give given gives good great guess guide happen happened happening happens instructions job kindly let little main nice old
  part place point possible procedure process proper quick said small sort start started step steps support tutorial understand ways whole work working works worked does n't t s d ll m re ve
  fluxori app system software platform tool page screen website site click button everytime sir madam dear bro man mate yo lol tho cuz bc cos coz gonna wanna gotta dunno
  `),
);

/**
 * Names of places, times, firms and amounts: they say which one, seldom what about, so they weigh less than other words.
 */
export const nameWords: ReadonlySet<string> = new Set(
  list(`
  amazon ebay etsy walmart shopify woocommerce kaufland bol zalando otto allegro tiktok ups dhl fedex usps dpd gls hermes royal
  slack teams paypal visa mastercard google facebook instagram sap xero quickbooks datev
  germany german france french uk england britain usa us america switzerland austria italy spain poland netherlands europe china india canada australia london berlin paris
  monday tuesday wednesday thursday friday saturday sunday weekend january february march april may june july august september october november december
  week weeks month months monthly year years yearly hour hours minute minutes second seconds time times morning night yesterday tomorrow
  euro euros eur dollar dollars usd pound pounds gbp cent percent kg red blue green black white
  two three four five six seven eight nine ten hundred thousand half double twice
  boss guy friend wife husband kid people person company business firm internet computer laptop phone iphone windows world life money thing piece pieces pcs item items
  `),
);

/** Several words, or several spellings, that are one idea: replaced alike in articles and in questions. */
export const phrases: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:tell|let|inform|warn|message|ping|remind|e?mail|text|notify) (?:me|us)(?: know)?(?= (?:when|if|as soon|once|before|about|on|by|every)\b)/g,
    'alert notify',
  ],
  [
    /\b(?:can ?not|can'?t|cant|couldn'?t|couldnt|do(?:es)?n'?t|dont|doesnt|do not|does not|did not|didnt|didn'?t) (?:find|see|show(?: up)?|appear|arrive|come (?:in|through))\b|\bnot (?:here|there|showing|visible|appearing|found|coming)\b|\bnowhere\b|\bnever (?:arrived|came|showed up|appeared)\b/g,
    'missing',
  ],
  [/\b(?:do not|don'?t|dont|not) (?:\w+ ){1,4}(?:yet|until|till)\b|\bwait (?:with|before|until)\b/g, 'hold $&'],
  [
    /\bnot (?:allowed|permitted|accepted|approved|eligible)\b|\b(?:does ?n'?t|doesnt|do ?n'?t|dont|won'?t|wont|will not|does not) (?:accept|allow|let me|take)\b/g,
    'reject',
  ],
  [/\bnot (?:in|on) (?:the|my|your|our|this|here) ?(?:list|page|screen|system)?\b/g, 'missing'],
  [
    /\b(?:do(?:es)?n'?t|dont|doesnt|not|no longer) (?:get|getting|receive|receiving|send|sending|coming?) (?:(?:\w+ ){1,3}(?:any ?more|any longer|since)\b)?/g,
    'fail missing $&',
  ],
  [/\b(?:need|want|would like|looking for|require) (?:an?|some|another|more)\b/g, 'create get $&'],
  [/\b(?:so|too) many (?=(?:\w+ )?(?:e?mails?|messages?|notifications?|alerts?|warnings?)\b)/g, 'mute alert '],
  [/\b(?:stuff|things?) (?:that )?(?:i|we) sell\b|\bmy (?:stuff|things|goods)\b/g, 'product item'],
  [/\b(?:from|not|cannot|can'?t|cant) see(?:ing)?\b|\bhide from\b/g, 'restrict permission access'],
  [/\b(?:more|less|fewer|lower|higher) than\b|\binstead of\b/g, 'difference'],
  [/\b(?:tak(?:e|ing)|pull(?:ing)?) (?:\w+ ){0,3}(?:off|down)\b/g, 'end delist $&'],
  [/\bput(?:ting)? (?:\w+ ){0,3}(?:on|onto|up)\b/g, 'publish list $&'],
  [/\b(?:in|into|as) (?:two|2|three|3|several|multiple|separate|different) (?:parts?|packages?|parcels?|boxes|shipments?)\b/g, 'split $&'],
  [/\b(?:came|come|comes|coming|arrived|arrives) (?:in|back)\b/g, 'receive $&'],
  [/\bwhat (?:can|may|does) (?!i\b|we\b|you\b|it\b)(?:an? |the |my )?\w+(?: \w+)? (?:do|see|access|change)\b/g, '$& role permission'],
  [
    /\b(?:stopped|stops|not|isn'?t|isnt|doesn'?t|doesnt|don'?t|dont|no longer|won'?t|wont|quit) (?:work(?:ing|s)?|function(?:ing)?|load(?:ing)?)\b/g,
    'fail',
  ],
  [/\b(?:a second|a 2nd|another|an additional|an extra|one more|additional|a further)\b/g, 'add'],
  [/\b(?:cheaper|lower price|undercut\w*)\b/g, 'cheaper price'],
  [/\bhow (?:often|fast|quickly)\b/g, 'interval'],
  [/\bget(?:ting)? rid of\b|\bthr(?:ow(?:ing|n)?|ew) (?:\w+ ){0,2}(?:away|out)\b|\btake off\b|\bkick(?:ing)? (?:out|off)\b/g, 'delete'],
  [/\b(?:log|sign)(?:ged|ging|ning|ned)?[ -]?(?:in|on)(?:to)?\b/g, 'login'],
  [/\b(?:sign|signing|signed)[ -]up\b/g, 'signup'],
  [/\bset(?:ting)?[ -]up\b/g, 'setup'],
  [/\b(?:two|2)[ -]?(?:factor|step)(?:[ -](?:authentication|verification|auth|login))?\b|\b2fa\b|\bmfa\b|\bauthenticator\b/g, 'twofactor'],
  [/\b(?:turn(?:ed|ing)?|switch(?:ed|ing)?) on\b/g, 'enable'],
  [/\b(?:turn(?:ed|ing)?|switch(?:ed|ing)?) off\b/g, 'disable'],
  [/\bmoney back\b|\bpay(?:ing)? back\b|\breimburse\w*\b/g, 'refund'],
  [/\bsen[dt](?:ing)? (?:it |them |this |that |something |stuff |goods |an item )?back\b/g, 'return'],
  [/\bwho (?:did|changed|deleted|edited|made|has changed|touched) (?:what|it|this|that|the|my|a)\b/g, 'activity log who'],
  [/\bp\.?o\.?s?\b(?= (?:number|from|to|for|is|was|with|has|arriv|late|line|status|cancel)|[?.!]|$)/g, 'purchase order'],
  [/\bcomma separated\b|\bspread ?sheets?\b|\bxlsx?\b|\bexcel\b/g, 'spreadsheet file'],
  [/\bcsvs?\b/g, 'csv file'],
  [/\b(?:run(?:ning)?|ran) (?:out|low)(?: of)?\b|\bget(?:ting)? low\b|\balmost (?:gone|empty|out)\b/g, 'low runout'],
  [/\btext (?:message|me)\b|\bsms\b/g, 'sms phone'],
  [/\b(?:track and trace|track ?& ?trace)\b/g, 'tracking'],
  [/\btoo many requests\b|\b429s?\b/g, '429 rate limit'],
  [/\b(?:un|un-)?authori[sz]ed\b(?= (?:error|request|api))/g, 'unauthorised'],
  [/\bback ?ups?\b/g, 'backup'],
  [/\bby hand\b/g, 'manual'],
  [/\bre-(?=[a-z]{3})/g, 're'],
  [/\bpost ?codes?\b|\bzip ?codes?\b/g, 'postcode address'],
];

/**
 * Words that may stand for each other in a question. A word may be in several groups; a match through a group counts less than the word
 * itself, so an article that uses the customer's own word always wins.
 */
export const synonymGroups: readonly (readonly string[])[] = [
  'delete remove erase wipe drop discard trash bin purge clear',
  'archive hide inactive retire discontinue deactivate',
  'cancel terminate quit abort stop revoke undo end',
  'end close finish stop delist unlist unpublish withdraw',
  'pause suspend disable stop freeze mute silence hold snooze',
  'enable activate switch setup',
  'create add new make setup open register insert enter',
  'change edit modify update alter correct adjust amend switch replace',
  'rotate replace renew regenerate roll',
  'user colleague employee member staff teammate person coworker worker team people seat wife husband partner brother sister son daughter friend accountant bookkeeper assistant freelancer helper intern trainee boss developer guy',
  'invite add onboard join',
  'role permission right access privilege allowed authority',
  'password passcode login credentials signin pw pwd pass',
  'reset forgot forgotten forget recover lost unlock locked',
  'login signin access password logon',
  'invoice bill receipt',
  'billing payment invoice subscription bill charge',
  'payment pay paid charge debit',
  'card creditcard payment visa mastercard debit paypal bank iban',
  'fail decline bounce reject refuse error broken wrong issue problem crash',
  'plan tier package subscription upgrade downgrade',
  'subscription membership contract plan',
  'price cost fee rate amount charge pricing money',
  'tax vat gst ust customs',
  'vat tax',
  'credit token allowance balance topup',
  'buy purchase get order topup',
  'supplier vendor manufacturer wholesaler distributor factory',
  'product item article sku good ware',
  'stock inventory quantity availability available unit piece qty amount',
  'quantity qty amount number count',
  'expire lapse valid validity',
  'warehouse depot storage fulfilment location stockroom site store',
  'bin shelf rack slot aisle location',
  'move transfer shift relocate',
  'count stocktake stocktaking inventory audit cyclecount',
  'bundle kit set multipack combo pack',
  'batch lot expiry bestbefore expire expiration serial',
  'oversell oversold negative minus overselling',
  'reorder replenish restock replenishment refill',
  'purchase buy procurement',
  'receive arrive delivery goods book receipt deliver unpack truck lorry pallet container incoming',
  'remove fire dismiss leave quit leaver resign',
  'restrict prevent forbid limit hide',
  'reject disallow forbid decline refuse ban suppress inactive',
  'see view look visible',
  'copy duplicate clone',
  'claim compensation insurance complaint',
  'wrong incorrect mistake typo error false',
  'price drop decrease increase raise reduce discount',
  'throw writeoff dispose discard waste broken damaged',
  'competitor competition rival seller',
  'food perishable cosmetic expiry bestbefore milk medicine',
  'shelf shelves',
  'supplier factory producer',
  'address move moved relocate',
  'picker packer',
  'bill accountant tax',
  'half part partial partially',
  'twice duplicate double',
  'today daily',
  'second additional further add',
  'order sale purchase',
  'customer buyer client shopper',
  'marketplace channel amazon ebay etsy walmart shopify woocommerce kaufland bol shop store',
  'connect link integrate attach hook join pair',
  'disconnect unlink detach remove',
  'reconnect reauthorise expire renew relink',
  'listing offer ad listed publish',
  'publish list post upload live',
  'variation variant size colour color option',
  'reprice repricing price repricer',
  'minimum min lowest floor bottom',
  'maximum max highest ceiling cap top',
  'shipment parcel package shipping delivery consignment box',
  'ship send dispatch post mail deliver',
  'label postage sticker',
  'void cancel refund unused',
  'carrier courier ups dhl fedex usps dpd gls hermes postal',
  'tracking track trace',
  'international abroad overseas foreign export country eu',
  'customs duty hs cn22 declaration border',
  'lost missing disappear vanish gone',
  'damaged broken smashed crushed defective faulty',
  'bulk mass many multiple several batch hundreds thousands once',
  'refund repay reimburse chargeback moneyback',
  'return rma sendback',
  'authorise approve accept permit',
  'approve approval accept',
  'inspect check examine condition',
  'policy window rule deadline period',
  'automatic automatically auto automate rule',
  'manual manually phone offline',
  'key token credential secret',
  'webhook callback hook event notification',
  'verify signature validate hmac sign check',
  'limit quota throttle maximum cap',
  'import upload load file',
  'export download extract save',
  'file spreadsheet csv xlsx sheet',
  'schedule recurring regular daily weekly nightly automatic monthly',
  'report export statistic analytics',
  'alert notification warning notify warn notice alarm reminder',
  'email mail inbox',
  'phone mobile sms call telephone',
  'low runout short empty',
  'account company organisation business brand entity tenant',
  'switch toggle jump between change',
  'share pool common shared',
  'status state stage',
  'address street destination postcode',
  'split separate divide',
  'merge combine join consolidate together',
  'print printer paper pdf',
  'pick picking packing slip list',
  'log history audit trail record activity',
  'barcode ean upc gtin scan scanner',
  'security secure protect twofactor',
  'sync synchronise pull fetch ingest update refresh',
  'slow delay late delayed',
  'missing absent vanish disappear lost',
  'download get save',
  'signup register',
].map((group) => group.split(' '));
