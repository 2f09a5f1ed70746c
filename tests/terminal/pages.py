"""Five pages as they are scraped: an article each, with what stands around articles."""

from __future__ import annotations

from typing import Final

PAGES: Final = {
    "harbour.txt": """\
Home
News
Subscribe to our newsletter

Harbour strike enters its third week

By Lina Forsberg

12 February 2019

KORSVIK (Northern Wire) — The dockers of Korsvik voted on Tuesday to go on with their strike, the longest in the harbour for forty years. Ships wait in the roads, and the cranes stand still.

"We are closer to an agreement than the owners say," said Ada Lund, who speaks for the dockers. She would not name a day on which the talks might end.

The owners of the terminal say that the strike costs two million a day. The ministry of transport has not confirmed the figure, and the dockers call it invented.

Leave a reply

Your email address will not be published.
""",
    "ferry.txt": """\
Ferry company names two new routes

3 June 2020

Passengers will be able to cross the sound twice a day from the first of July, the ferry company said on Wednesday. The second route ends at Korsvik, where the harbour was dredged last winter.

The company bought both ships from a Dutch yard. Neither of them has been at sea since the spring, and both have to be examined before they may carry passengers.

Share this article
""",
    "grain.txt": """\
Grain prices fall after a wet summer

By Tomas Ek

28 August 2020

Farmers in the eastern plain sold their wheat for a fifth less than a year ago. A wet summer had promised little, but the harvest was larger than anybody expected, and every silo in the harbour of Korsvik is full.

Bakers say that bread will not become cheaper. Energy is what they pay most for, and nobody expects that bill to fall before the spring.

Popular posts from this blog
""",
    "school.txt": """\
Valley school opens again after nine years

The school in the upper valley opened on Monday for the first time since the flood of 2011. Forty children came, and the teacher, Miriam Aas, rang the old bell herself.

The road had to be built anew before the roof could be. The parish paid for one, and the county, after a long quarrel, for the other.

All rights reserved
""",
    "observatory.txt": """\
Observatory counts fewer satellites than announced

14 October 2021

Astronomers at the northern observatory counted 1,800 satellites of the new network, two hundred fewer than its owner had announced. The difference may be those that failed soon after launch.

The owner did not answer questions. A spokesman had said in May that failures were rare, and that the network would be complete before the end of the year.

Read more
""",
}
