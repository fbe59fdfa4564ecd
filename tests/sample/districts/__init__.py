"""The projects of the fifteen street offices, three offices a file."""

from districts import north, centre, south_east, west, south_west

BOOKS = north.BOOKS + centre.BOOKS + south_east.BOOKS + west.BOOKS + south_west.BOOKS
