"""The relations one by one, on small tables and sentences made up for each."""
